"""Judging a figure: against its own past, a year before, its peers and its target, each ending in a signal.

The door is ``desist.comparison.compare.compare``. Nothing is imported here, so that naming the room costs
nothing at start-up.
"""
