"""One partnership's own files: its plan, areas, peers, recording breaks, sources and promises."""

from desist.partnership.create import create_home, examples
from desist.partnership.home import Partnership, open_home

__all__ = ["Partnership", "create_home", "examples", "open_home"]
