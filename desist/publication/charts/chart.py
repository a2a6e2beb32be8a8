"""A finished chart: the picture, the words for those who cannot see it, and the table behind it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from desist.publication.charts.series import Heading

PRINT_SCALE = 3.125  # 96 units to the inch in the SVG: 300 dots to the inch in print

Cell = str | float | None


@dataclass(frozen=True, kw_only=True)
class ChartTable:
    """The numbers behind a chart: names of the columns, then one row for each point."""

    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Chart:
    """One chart, ready for page, PDF and Word.

    ``svg`` is self-contained: words stay words, nothing is linked. ``alt`` states the finding and
    the numbers. ``width`` and ``height`` are in CSS pixels, 96 to the inch.
    """

    svg: str
    alt: str
    table: ChartTable
    heading: Heading
    width: int
    height: int

    @cached_property
    def png(self) -> bytes:
        """The same picture as PNG at 300 dots to the inch, drawn when first asked for."""
        from desist.publication.charts.draw import to_png

        return to_png(self.svg, scale=PRINT_SCALE)
