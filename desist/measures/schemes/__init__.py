"""Managed cohorts: Integrated Offender Management, Checkpoint, and any scheme a partnership declares."""
