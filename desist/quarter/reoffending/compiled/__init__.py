"""Proven reoffending from histories laid out on disk and counted in one compiled pass."""
