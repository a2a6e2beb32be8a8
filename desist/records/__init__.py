"""The standard tables that measures are written against: one file per table."""
