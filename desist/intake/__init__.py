"""Receive an extract: stamp where it came from, check it against its contract, set aside, land."""
