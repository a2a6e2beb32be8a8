"""One person across agencies: which records are believed to be about the same human being, and how surely."""
