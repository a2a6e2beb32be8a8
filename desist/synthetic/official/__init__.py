"""A made-up official figure of proven reoffending, and a local one that differs from it for known reasons."""
