"""The pieces of a spreadsheet that anyone can read and compute with."""
