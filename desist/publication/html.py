"""The report as one self-contained page for the web: nothing is loaded from anywhere else."""

from __future__ import annotations

import base64
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from desist.publication import inline
from desist.publication.column_widths import ONE_PIECE, soft_pieces
from desist.publication.document import Figure, Report
from desist.publication.drawing import safe_drawing
from desist.publication.fonts import FAMILY, FOLDER, STACK
from desist.publication.number import numbered
from desist.publication.plain_text import visible
from desist.publication.words import beneath, full_date, on_every_page, said_of_all, sentence
from desist.vocabulary.mark import SYNTHETIC, SYNTHETIC_MEANING

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).parent / "templates"


def render_html(report: Report) -> str:
    """Print a report as one HTML page that needs no other file, script or network.

    Every string of the tree is escaped and its hidden characters are named. Raises
    OperatorMistake for a reference to a figure or table that the report does not hold.
    """
    from markupsafe import Markup

    def drawing(figure: Figure) -> Markup:
        return Markup(safe_drawing(figure.svg, prefix=figure.id))

    page = environment().get_template("report.html.j2")
    made = numbered(report)
    return page.render(
        report=made,
        alike=said_of_all(made.answers),
        drawing=drawing,
        banners=on_every_page(report),
        style=style("report.css"),
    )


@cache
def environment() -> Environment:
    """Templates in which every value is escaped, and made visible before that, without being asked."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    def shown(value: object) -> object:
        if isinstance(value, Markup):  # a macro's own output, or a drawing rebuilt from known shapes
            return value
        return "" if value is None else visible(str(value))

    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["kind"] = lambda thing: type(thing).__name__
    made.filters["date"] = full_date
    made.filters["sentence"] = sentence
    made.filters["soft"] = _soft
    made.filters["short"] = lambda text: len(text) <= ONE_PIECE
    made.globals.update(symbols=inline.SYMBOLS, badge_words=inline.WORDS, beneath_lines=beneath)
    made.globals.update(synthetic=SYNTHETIC, synthetic_meaning=SYNTHETIC_MEANING)
    return made


@cache
def style(name: str) -> object:
    """The page's style sheet with the typeface inside it; trusted, since it is ours alone."""
    from markupsafe import Markup

    faces = "".join(
        f"@font-face{{font-family:{FAMILY};font-weight:{weight};font-style:{slant};font-display:swap;"
        f"src:url(data:font/woff2;base64,{_encoded(file)}) format('woff2')}}\n"
        for file, weight, slant in (
            ("Inter-Regular.woff2", 400, "normal"),
            ("Inter-Bold.woff2", 700, "normal"),
            ("Inter-Italic.woff2", 400, "italic"),
        )
    )
    sheet = (TEMPLATES / name).read_text(encoding="utf-8")
    return Markup(f"{faces}:root{{--face:{STACK}}}\n{sheet}")


def _soft(text: str) -> object:
    """The words of a cell, escaped, with leave to break inside a name such as home_office.police_officers."""
    from markupsafe import Markup

    return Markup("<wbr>").join(visible(piece) for piece in soft_pieces(text))


def _encoded(file: str) -> str:
    return base64.b64encode((FOLDER / file).read_bytes()).decode("ascii")
