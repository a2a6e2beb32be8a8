"""Desist: how a local criminal justice partnership measures, judges and reports its work."""
