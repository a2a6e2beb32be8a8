"""What surrounds the marks: grid lines, values, dates, the unit, and labels kept from overlapping."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import altair as alt

from desist.publication.charts import palette
from desist.publication.charts.frame import SMALL, WORDS, Align, Frame, Row
from desist.publication.charts.series import ChartHeading
from desist.publication.charts.ticks import date_ticks, decimals_of, period_ticks
from desist.publication.charts.words import figure_at, width_of, wrapped

LINE = WORDS + 3
JOIN = 10  # pixels between the end of a line and its label
UNIT_LETTERS = 88  # that fit across the page
FOR_WORDS = 4.5  # contrast that words need (WCAG 2.2, 1.4.3)


def tick_words(ticks: Sequence[float], heading: ChartHeading) -> list[str]:
    """The ticks in words, with as many decimals as they need."""
    places = decimals_of(list(ticks))
    return [figure_at(tick, places, percent=heading.percent) for tick in ticks]


def up_axis(frame: Frame, ticks: Sequence[float], heading: ChartHeading) -> list[alt.Chart]:
    """Grid lines across with their values to the left, and a firm line at zero."""
    x, x2 = frame.x
    grid = [{"x": x, "x2": x2, "y": tick, "y2": tick} for tick in ticks]
    labels = [
        {"x": x, "y": tick, "words": word}
        for tick, word in zip(ticks, tick_words(ticks, heading), strict=True)
    ]
    base = [row for row in grid if row["y"] == 0] or grid[:1]
    return [
        frame.rules(grid, colour=palette.GRID),
        frame.rules(base, colour=palette.QUIET),
        frame.words(labels, align="right", dx=-8, colour=palette.QUIET, size=SMALL),
    ]


def across_axis(frame: Frame, ticks: Sequence[float], heading: ChartHeading) -> list[alt.Chart]:
    """Grid lines upward with their values beneath."""
    y, y2 = frame.y
    grid = [{"x": tick, "x2": tick, "y": y, "y2": y2} for tick in ticks]
    labels = [
        {"x": tick, "y": y, "words": word}
        for tick, word in zip(ticks, tick_words(ticks, heading), strict=True)
    ]
    base = [row for row in grid if row["x"] == 0] or grid[:1]
    return [
        frame.rules(grid, colour=palette.GRID),
        frame.rules(base, colour=palette.QUIET),
        frame.words(labels, align="center", baseline="top", dy=7, colour=palette.QUIET, size=SMALL),
    ]


def date_axis(
    frame: Frame, first: date, last: date, named: Sequence[tuple[date, str]] = ()
) -> list[alt.Chart]:
    """Dates beneath, in words, each with a short tick; ``named`` are the points' own periods."""
    ticks = (period_ticks(named) if named else []) or date_ticks(first, last)
    y = frame.y[0]
    foot = frame.value_at(-5)
    marks = [{"x": day.toordinal(), "x2": day.toordinal(), "y": y, "y2": foot} for day, _ in ticks]
    labels = [{"x": day.toordinal(), "y": y, "words": words} for day, words in ticks]
    return [
        frame.rules(marks, colour=palette.QUIET),
        frame.words(labels, align="center", baseline="top", dy=8, colour=palette.QUIET, size=SMALL),
    ]


def unit_words(frame: Frame, unit: str, *, above: float, tail: str = "") -> alt.Chart:
    """The unit, level and at the top left, so that nobody has to turn their head.

    ``tail`` is what must be said even when the unit is long, such as what the upright lines are.
    """
    words = wrapped(unit, letters=UNIT_LETTERS - len(tail), lines=1)[0] + tail
    row: Row = {"x": frame.x[0], "y": frame.value_at(frame.height), "words": words}
    return frame.words([row], dx=1 - frame.left, dy=-above, colour=palette.QUIET, size=SMALL)


def boxed(
    frame: Frame,
    lines: Sequence[str],
    *,
    left: float,
    top: float,
    align: Align = "left",
    bold: bool = False,
    size: int = SMALL,
) -> list[alt.Chart]:
    """Words on a patch of paper, so that a line beneath never runs through them; place in pixels.

    ``left`` counts from the left edge of the area and ``top`` upward from its bottom.
    """
    wide, high = width_of(lines, size) * (1.06 if bold else 1.0), len(lines) * (size + 3)
    across = {"x": frame.value_across(left - 3), "x2": frame.value_across(left + wide + 3)}
    patch = {**across, "y": frame.value_at(top + 2), "y2": frame.value_at(top - high)}
    start = {"left": left, "center": left + wide / 2, "right": left + wide}[align]
    words: Row = {"x": frame.value_across(start), "y": frame.value_at(top), "words": list(lines)}
    return [
        frame.boxes([patch], fill=palette.PAPER),
        frame.words([words], align=align, baseline="top", bold=bold, size=size),
    ]


@dataclass(frozen=True, kw_only=True)
class EndLabel:
    """Words to stand at the right end of a line, as near its value as the others let them."""

    value: float
    lines: tuple[str, ...]
    colour: str = palette.QUIET
    bold: bool = False
    joined_from: float | None = None  # where on x its line ends: a short piece in its colour leads here


def end_labels(frame: Frame, labels: Sequence[EndLabel]) -> list[alt.Chart]:
    """Print labels beside the right edge, moved apart just enough that none covers another."""
    ordered = sorted(labels, key=lambda label: (label.value, label.lines))
    places = spread(
        [frame.pixels_up(label.value) for label in ordered], [len(label.lines) * LINE for label in ordered]
    )
    layers: list[alt.Chart] = []
    for label, up in zip(ordered, places, strict=True):
        first = up + (len(label.lines) - 1) * LINE / 2
        rows: list[Row] = [
            {"x": frame.x[1], "y": frame.value_at(first - at * LINE), "words": line}
            for at, line in enumerate(label.lines)
        ]
        ink = label.colour if palette.contrast(label.colour, palette.PAPER) >= FOR_WORDS else palette.INK
        layers.append(frame.words(rows, dx=JOIN + 6, colour=ink, bold=label.bold))
        if label.joined_from is not None:
            joint = {"x2": frame.value_across(frame.width + JOIN), "y2": frame.value_at(up)}
            start = {"x": label.joined_from, "y": label.value}
            layers.append(frame.rules([{**start, **joint}], colour=label.colour, width=1.5))
    return layers


def spread(places: Sequence[float], heights: Sequence[float]) -> list[float]:
    """Move rising positions apart so that neighbours of these heights touch at most; pairs move alike."""
    at = list(places)
    for _ in range(50):
        moved = False
        for lower in range(len(at) - 1):
            overlap = (heights[lower] + heights[lower + 1]) / 2 - (at[lower + 1] - at[lower])
            if overlap > 0.01:
                at[lower] -= overlap / 2
                at[lower + 1] += overlap / 2
                moved = True
        if not moved:
            break
    return at
