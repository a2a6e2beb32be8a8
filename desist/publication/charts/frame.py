"""The frame that every chart is drawn in: an area with two plain scales, and the marks laid upon it.

Each word, line and bar is a row of data with its position. So labels never pass through an
expression language, no axis depends on the machine's time zone, and widths are the same everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import altair as alt

from desist.publication.charts import palette
from desist.publication.plain_text import one_line

Row = dict[str, Any]
Align = Literal["left", "center", "right"]
Baseline = Literal["top", "middle", "bottom"]
WIDTH = 640  # CSS pixels: 169 mm, the text width of an A4 page
WORDS = 13  # size of ordinary words in pixels: nearly 10 points in print
SMALL = 12


@dataclass(frozen=True, kw_only=True)
class Frame:
    """The drawing area: margins in pixels, and the values at the ends of both scales.

    ``y`` runs from the value at the bottom to the value at the top. The whole is WIDTH wide.
    """

    height: float
    left: float
    right: float
    top: float
    bottom: float
    x: tuple[float, float]
    y: tuple[float, float]
    total: float = WIDTH

    @property
    def width(self) -> float:
        return self.total - self.left - self.right

    def pixels_up(self, value: float) -> float:
        """How many pixels above the bottom of the area a value stands."""
        return (value - self.y[0]) / (self.y[1] - self.y[0]) * self.height

    def value_at(self, pixels_up: float) -> float:
        """The value that stands so many pixels above the bottom."""
        return self.y[0] + pixels_up / self.height * (self.y[1] - self.y[0])

    def value_across(self, pixels: float) -> float:
        """The value that stands so many pixels from the left edge."""
        return self.x[0] + pixels / self.width * (self.x[1] - self.x[0])

    def pixels_across(self, value: float) -> float:
        """How many pixels from the left edge of the area a value stands."""
        return (value - self.x[0]) / (self.x[1] - self.x[0]) * self.width

    def words(
        self,
        rows: Sequence[Row],
        *,
        align: Align = "left",
        baseline: Baseline = "middle",
        dx: float = 0,
        dy: float = 0,
        colour: str = palette.INK,
        size: int = WORDS,
        bold: bool = False,
    ) -> alt.Chart:
        """Words at x and y; a list of words is printed as so many lines.

        All words are made plain here, whoever wrote them: a zero byte would end the renderer itself.
        """
        marks = self._chart([{**row, "words": _plain(row["words"])} for row in rows]).mark_text(
            align=align,
            baseline=baseline,
            dx=dx,
            dy=dy,
            color=colour,
            fontSize=size,
            fontWeight="bold" if bold else "normal",
            lineHeight=size + 3,
            limit=0,
        )
        drawn: alt.Chart = marks.encode(x=self._x(), y=self._y(), text=alt.Text("words", type="nominal"))
        return drawn

    def rules(
        self,
        rows: Sequence[Row],
        *,
        colour: str = palette.INK,
        width: float = 1,
        dash: Sequence[float] = (1, 0),
    ) -> alt.Chart:
        """Straight lines from x, y to x2, y2."""
        marks = self._chart(rows).mark_rule(color=colour, strokeWidth=width, strokeDash=list(dash))
        drawn: alt.Chart = marks.encode(x=self._x(), y=self._y(), x2="x2", y2="y2")
        return drawn

    def path(
        self,
        rows: Sequence[Row],
        *,
        colour: str = palette.NAVY,
        width: float = 2.5,
        dash: Sequence[float] = (1, 0),
    ) -> alt.Chart:
        """A line through the points of each run; a new run starts after a gap."""
        marks = self._chart(rows).mark_line(
            color=colour, strokeWidth=width, strokeDash=list(dash), strokeJoin="round", strokeCap="round"
        )
        drawn: alt.Chart = marks.encode(x=self._x(), y=self._y(), detail=alt.Detail("run", type="nominal"))
        return drawn

    def band(self, rows: Sequence[Row], *, colour: str) -> alt.Chart:
        """A shaded band from y to y2 along each run."""
        marks = self._chart(rows).mark_area(color=colour, opacity=0.16)
        drawn: alt.Chart = marks.encode(
            x=self._x(), y=self._y(), y2="y2", detail=alt.Detail("run", type="nominal")
        )
        return drawn

    def shapes(
        self, rows: Sequence[Row], *, shape: str, fill: str, edge: str = palette.PAPER, size: float = 40
    ) -> alt.Chart:
        """A shape at each point; the shape, not only the colour, says what kind of point it is."""
        marks = self._chart(rows).mark_point(
            shape=shape, fill=fill, stroke=edge, strokeWidth=1, size=size, opacity=1
        )
        drawn: alt.Chart = marks.encode(x=self._x(), y=self._y())
        return drawn

    def boxes(self, rows: Sequence[Row], *, fill: str, edge: str | None = None) -> alt.Chart:
        """Bars: filled from x to x2 and from y to y2."""
        marks = self._chart(rows).mark_rect(fill=fill, stroke=edge or "transparent", strokeWidth=0.75)
        drawn: alt.Chart = marks.encode(x=self._x(), y=self._y(), x2="x2", y2="y2")
        return drawn

    def _chart(self, rows: Sequence[Row]) -> alt.Chart:
        return alt.Chart(alt.InlineData(values=list(rows)))

    def _x(self) -> alt.X:
        scale = alt.Scale(domain=list(self.x), zero=False, nice=False)
        return alt.X("x", type="quantitative", scale=scale, axis=None)

    def _y(self) -> alt.Y:
        scale = alt.Scale(domain=list(self.y), zero=False, nice=False)
        return alt.Y("y", type="quantitative", scale=scale, axis=None)


def _plain(words: str | Sequence[str]) -> str | list[str]:
    return one_line(words) if isinstance(words, str) else [one_line(line) for line in words]
