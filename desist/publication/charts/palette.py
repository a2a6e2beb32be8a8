"""The colours of every chart, in the order that keeps neighbours apart for every reader.

Source: Government Analysis Function, "Data visualisation: colours in charts" (accessible palettes).
"""

from __future__ import annotations

from desist.vocabulary.mistake import OperatorMistake

NAVY = "#12436D"
TEAL = "#28A197"
PLUM = "#801650"
ORANGE = "#F46A25"
GREY = "#BFBFBF"  # everything that is not in focus; always drawn with EDGE, since grey on white is faint
EDGE = "#6B6B6B"  # outline of grey shapes, and lines that are context: 5.3:1 on white
INK = "#0B0C0C"
QUIET = "#505A5F"  # words of the axis: 7:1 on white
GRID = "#E3E5E6"
PAPER = "#FFFFFF"

IN_ORDER = (NAVY, TEAL, PLUM, ORANGE)
MOST_SERIES = 4


def series_colours(series: int) -> tuple[str, ...]:
    """Give each series its colour: one navy, two navy and orange, three or four in the set order."""
    if not 1 <= series <= MOST_SERIES:
        raise OperatorMistake(
            f"A chart shows one to four series, and this one was given {series}.",
            hint="Draw small multiples instead, or choose the series that matter.",
        )
    return (NAVY, ORANGE) if series == 2 else IN_ORDER[:series]


def luminance(colour: str) -> float:
    """Relative luminance of a #RRGGBB colour, 0 black to 1 white (WCAG 2.2)."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2); shapes need 3, words 4.5."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)
