"""Reoffending in depth, asked of an opened partnership: each method answers one question."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desist.home.opened import Home


class Reoffending:
    """What a partnership's own records say of reoffending beyond one measure; see `desist reoffending`."""

    def __init__(self, home: Home) -> None:
        self._home = home
