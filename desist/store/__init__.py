"""Versioned tables and the engine that queries them: the only room that names either."""

from desist.store.store import Load, Store

__all__ = ["Load", "Store"]
