"""What the store's records say of reoffending that no one measure says: one file for each question."""
