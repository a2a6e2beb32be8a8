"""Every measure: a definition as data, its query beside it, and the arithmetic that reads it."""
