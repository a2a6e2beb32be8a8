"""The command line: one verb a room, thin over the Python interface."""
