"""What each agency has agreed to send: one class per extract, one file per agency."""
