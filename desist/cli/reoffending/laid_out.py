"""Rows of words and numbers laid out for a terminal, and a figure's chart written to a file."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desist.cli.main import say
from desist.cli.out_file import write_out
from desist.home.readings import OWN_DESK
from desist.vocabulary.mistake import OperatorMistake

if TYPE_CHECKING:
    from desist.publication.charts.chart import Chart


def table(rows: Sequence[Sequence[str]], *, words: int = 1) -> None:
    """Print rows under their headings; the first columns are words, the others numbers."""
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    for row in rows:
        cells = [
            cell.ljust(width) if at < words else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        print("  ".join(cells).rstrip())


def number(value: float | None, decimals: int = 0) -> str:
    """A number as it is read; nothing where there is none."""
    return "" if value is None else f"{value:,.{decimals}f}"


def percent(value: float | None) -> str:
    return "" if value is None else f"{value:.1f}%"


def between(lower: float | None, upper: float | None, decimals: int = 1, unit: str = "") -> str:
    """An interval: '26.2% to 30.2%'."""
    if lower is None or upper is None:
        return ""
    return f"{lower:,.{decimals}f}{unit} to {upper:,.{decimals}f}{unit}"


def p_value(value: float) -> str:
    """How often chance alone would do it: '0.012', or 'below 0.001'."""
    return "below 0.001" if value < 0.001 else f"{value:.3f}"


def level(written: str) -> str:
    """A level as it is read: 'community order', not 'community_order'."""
    return written.replace("_", " ")


def as_json(found: object) -> str:
    """A figure with all it holds, as JSON, what it may be used for first; dates as 2025-03-31."""
    return json.dumps({"use": OWN_DESK, **_plain(found)}, indent=2, ensure_ascii=False)


def write_chart(chart: Chart, path: Path) -> None:
    """Write a chart as SVG or PNG, by the file's ending, and say what it shows.

    The picture says in itself that it is for the partnership's own desk.
    """
    from desist.publication.charts.draw import png_of, stamped

    ending = path.suffix.lower()
    svg = stamped(chart.svg, f"{OWN_DESK.capitalize()}.")
    if ending == ".svg":
        write_out(path, svg)
    elif ending == ".png":
        write_out(path, png_of(svg))
    else:
        raise OperatorMistake(
            f"A chart cannot be written as '{path.name}'.", hint="Let the name end in .svg or .png."
        )
    say(f"Chart in {path}. Title: {chart.heading.finding}.")
    say(f"Text alternative: {chart.alt}")


def _plain(found: Any) -> Any:
    if is_dataclass(found) and not isinstance(found, type):
        return {
            each.name: _plain(getattr(found, each.name)) for each in fields(found) if each.name != "curve"
        }
    if isinstance(found, Mapping):
        return {str(name): _plain(each) for name, each in found.items()}
    if isinstance(found, tuple) and hasattr(found, "_asdict"):
        return {name: _plain(each) for name, each in found._asdict().items()}
    if isinstance(found, list | tuple):
        return [_plain(each) for each in found]
    return found.isoformat() if isinstance(found, date) else found
