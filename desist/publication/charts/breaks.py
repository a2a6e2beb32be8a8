"""Recording breaks: a dashed line on the day, and why in words above it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from desist.publication.charts.axes import boxed
from desist.publication.charts.frame import SMALL, Frame
from desist.publication.charts.series import RecordingBreak
from desist.publication.charts.words import width_of, wrapped
from desist.publication.plain_text import one_line

LETTERS = 34
LINE = SMALL + 3


@dataclass(frozen=True, kw_only=True)
class PlacedBreak:
    """A break with its lines of words, on which side of it they stand, and how many levels up."""

    day: int
    words: tuple[str, ...]
    on_left: bool
    level: int


def place(breaks: Sequence[RecordingBreak], *, x: tuple[float, float], width: float) -> list[PlacedBreak]:
    """Give each break's words a side and a level where they cover no other's."""
    placed: list[PlacedBreak] = []
    taken: list[list[tuple[float, float]]] = []
    for one in sorted(breaks, key=lambda b: (b.date, b.label)):
        at = (one.date.toordinal() - x[0]) / (x[1] - x[0]) * width
        words = tuple(wrapped(f"{one.date:%B %Y}: {one.label}", letters=LETTERS))
        wide = width_of(words, SMALL) + 10
        on_left = at + wide > width + 60 and at - wide > -40
        span = (at - wide, at) if on_left else (at, at + wide)
        free = (n for n, spans in enumerate(taken) if all(span[1] < a or b < span[0] for a, b in spans))
        level = next(free, len(taken))
        if level == len(taken):
            taken.append([])
        taken[level].append(span)
        placed.append(PlacedBreak(day=one.date.toordinal(), words=words, on_left=on_left, level=level))
    return placed


def room_above(placed: Sequence[PlacedBreak]) -> float:
    """How many pixels above the area the words of all breaks need."""
    return sum(_level_heights(placed))


def break_marks(frame: Frame, placed: Sequence[PlacedBreak]) -> list[alt.Chart]:
    """Draw each break through the whole area and up to its words."""
    heights = _level_heights(placed)
    rules: list[alt.Chart] = []
    words: list[alt.Chart] = []
    for one in placed:
        up = frame.height + sum(heights[: one.level]) + len(one.words) * LINE
        ends = {"x": one.day, "x2": one.day, "y": frame.y[0], "y2": frame.value_at(up)}
        rules.append(frame.rules([ends], width=1.25, dash=(2, 3)))
        at = frame.pixels_across(one.day)
        left = at - 8 - width_of(one.words, SMALL) if one.on_left else at + 8
        words += boxed(frame, one.words, left=left, top=up, align="right" if one.on_left else "left")
    return [*rules, *words]


def _level_heights(placed: Sequence[PlacedBreak]) -> list[float]:
    levels = max((one.level for one in placed), default=-1) + 1
    return [max(len(p.words) for p in placed if p.level == n) * LINE + 4.0 for n in range(levels)]


def breaks_told(breaks: Sequence[RecordingBreak]) -> str:
    """Say the breaks in words."""
    if not breaks:
        return ""
    listed = "; ".join(
        f"{b.date:%B %Y}, {one_line(b.label)}" for b in sorted(breaks, key=lambda b: (b.date, b.label))
    )
    return f"Figures cannot be compared across a change in recording: {listed}."
