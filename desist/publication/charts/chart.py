"""A finished chart: the picture, the words for those who cannot see it, and the table behind it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from desist.publication.charts.series import ChartHeading
from desist.publication.grid import Grid


@dataclass(frozen=True, kw_only=True)
class Chart:
    """One chart, ready for page, PDF and Word.

    ``svg`` is self-contained: words stay words, nothing is linked, and the same input gives the
    same bytes. It carries no title: the finding is printed above it as text by every format.
    ``alt`` states the finding and the numbers, and ``table`` holds all of them.
    """

    heading: ChartHeading
    svg: str
    alt: str
    table: Grid

    @cached_property
    def png(self) -> bytes:
        """The same picture at 300 dots to the inch, drawn when first asked for."""
        from desist.publication.charts.draw import png_of

        return png_of(self.svg)
