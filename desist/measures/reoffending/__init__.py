"""Who comes back: proven reoffending."""
