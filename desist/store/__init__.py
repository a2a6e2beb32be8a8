"""Versioned tables and the engine that queries them: the only room that names either."""

from desist.store.load_record import Load
from desist.store.store import Store

__all__ = ["Load", "Store"]
