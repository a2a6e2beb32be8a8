"""The shapes of points: ordinary ones are dots, special ones have a shape and a colour of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from desist.publication.charts import palette
from desist.publication.charts.frame import SMALL, Frame, Row
from desist.publication.charts.series import Flag

CROWDED = 0.4  # of all points: where more than these are special, their marks are drawn smaller


@dataclass(frozen=True, kw_only=True)
class Shape:
    """How one kind of special point is drawn, and what it is called in the key."""

    form: str
    fill: str
    size: float
    words: str


SHAPES = {
    Flag.CONCERN: Shape(form="diamond", fill=palette.ORANGE, size=130, words="Concern"),
    Flag.IMPROVEMENT: Shape(form="square", fill=palette.TEAL, size=95, words="Improvement"),
    Flag.UNUSUAL: Shape(form="triangle-up", fill=palette.PLUM, size=100, words="Out of the ordinary"),
}


def special_marks(frame: Frame, rows: Sequence[tuple[Flag, Row]]) -> list[alt.Chart]:
    """Draw the special points, each kind with its own shape and a dark outline."""
    crowded = sum(kind is not Flag.NONE for kind, _ in rows) > len(rows) * CROWDED
    part = 0.5 if crowded else 1.0
    return [
        frame.shapes(of_kind, shape=shape.form, fill=shape.fill, edge=palette.INK, size=shape.size * part)
        for flag, shape in SHAPES.items()
        if (of_kind := [row for kind, row in rows if kind is flag])
    ]


def shape_key(frame: Frame, flags: Sequence[Flag], *, above: float) -> list[alt.Chart]:
    """Name the shapes that appear, in a row so many pixels above the area; nothing when none does."""
    layers: list[alt.Chart] = []
    at = 9.0 - frame.left
    y = frame.value_at(frame.height + above)
    for flag, shape in SHAPES.items():
        if flag not in flags:
            continue
        symbol: Row = {"x": frame.value_across(at), "y": y}
        name: Row = {"x": frame.value_across(at + 11), "y": y, "words": shape.words}
        layers.append(
            frame.shapes([symbol], shape=shape.form, fill=shape.fill, edge=palette.INK, size=shape.size)
        )
        layers.append(frame.words([name], size=SMALL))
        at += 34 + len(shape.words) * SMALL * 0.56
    return layers
