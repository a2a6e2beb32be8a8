"""A partnership opened for work: its files, its store and its readings behind plain verbs."""
