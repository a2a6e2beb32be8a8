"""From layers of marks to SVG and PNG, by vl-convert: no browser, no network, the same bytes each time."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

import altair as alt
import vl_convert

from desist.publication.charts import palette
from desist.publication.charts.frame import SMALL, Frame
from desist.publication.fonts import FAMILY, FOLDER
from desist.publication.plain_text import one_line

DOTS_PER_INCH = 300
PIXELS_PER_INCH = 96  # of the SVG
POINTS_PER_INCH = 72  # vl-convert takes an SVG's pixels for points
VEGA_LITE = "6.4"
STAMP = 20  # pixels that a line of words takes below a picture
# What Vega writes for its own scripts and for readers of single marks; the picture is read as one.
UNSEEN = re.compile(r' (?:class|role|aria-[a-z]+|xmlns:xlink|version)="[^"]*"')


@functools.cache
def register_fonts() -> None:
    """Make the report's own typeface known to the renderer, once."""
    vl_convert.register_font_directory(str(FOLDER))


def svg_of(layers: Sequence[alt.Chart], *, frame: Frame, alt_text: str) -> str:
    """Draw layers, the first at the back, as one self-contained SVG with its text alternative."""
    margins = {"left": frame.left, "right": frame.right, "top": frame.top, "bottom": frame.bottom}
    chart = (
        alt.layer(*layers)
        .properties(
            width=frame.width, height=frame.height, padding=margins, autosize=alt.AutoSizeParams(type="none")
        )
        .configure(font=FAMILY, aria=False, background="#FFFFFF")
        .configure_view(stroke=None)
    )
    return finished(chart.to_dict(validate=False), alt_text=alt_text)


def finished(specification: dict[str, object], *, alt_text: str) -> str:
    """Turn a specification into SVG: its words stay words, and it says its alternative itself."""
    register_fonts()
    svg: str = vl_convert.vegalite_to_svg(specification, vl_version=VEGA_LITE, allowed_base_urls=[])
    bare = re.sub(r"<[^>]+>", lambda tag: UNSEEN.sub("", tag[0]), svg)
    spoken = f'<svg role="img" aria-label={quoteattr(one_line(alt_text))} '
    return re.sub(r"^<svg ", lambda _: spoken, bare, count=1)


def stamped(svg: str, words: str) -> str:
    """The same picture with words below its left corner, so that they go wherever the picture goes.

    The picture grows by the height of a line: nothing that was drawn is covered.
    """
    head = re.search(r'<svg [^>]*?width="([\d.]+)" height="([\d.]+)"[^>]*>', svg)
    if head is None:
        raise ValueError("the drawing does not say how large it is")
    wide, high = float(head[1]), float(head[2])
    taller = f"{high + STAMP:g}"
    opened = head[0].replace(f'height="{head[2]}"', f'height="{taller}"', 1)
    opened = re.sub(r'viewBox="0 0 [\d.]+ [\d.]+"', f'viewBox="0 0 {wide:g} {taller}"', opened)
    stamp = (
        f'<rect x="0" y="{high:g}" width="{wide:g}" height="{STAMP}" fill="{palette.PAPER}"></rect>'
        f'<text x="4" y="{high + STAMP - 6:g}" font-family={quoteattr(FAMILY)} font-size="{SMALL}px" '
        f'font-weight="bold" fill="{palette.PLUM}">{escape(one_line(words))}</text>'
    )
    return svg.replace(head[0], opened, 1).replace("</svg>", f"{stamp}</svg>")


def png_of(svg: str) -> bytes:
    """Rasterise an SVG at 300 dots to the inch, with the resolution written into the picture."""
    register_fonts()
    scale = POINTS_PER_INCH / PIXELS_PER_INCH
    png: bytes = vl_convert.svg_to_png(svg, scale=scale, ppi=DOTS_PER_INCH)
    return png
