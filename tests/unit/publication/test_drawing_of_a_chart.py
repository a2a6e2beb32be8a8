"""A real chart comes through the rebuilding whole: same shapes, same words, nothing hidden shown."""

from __future__ import annotations

import re

import altair as alt
import vl_convert

from desist.publication.drawing import safe_drawing


def drawn() -> str:
    rows = [
        {"month": f"2025-{at:02d}-01", "value": at, "place": place} for at in range(1, 7) for place in "ab"
    ]
    lines = (
        alt.Chart(alt.Data(values=rows))
        .mark_line(clip=True)
        .encode(x="month:T", y="value:Q", color="place:N")
    )
    band = alt.Chart(alt.Data(values=rows)).mark_area(opacity=0.3).encode(x="month:T", y="value:Q")
    return str(vl_convert.vegalite_to_svg((lines + band).to_dict()))


def test_a_chart_keeps_every_shape_word_and_look() -> None:
    before, after = drawn(), safe_drawing(drawn(), prefix="f")
    for tag in ("path", "text", "line", "rect", "clipPath", "g"):
        assert len(re.findall(f"<{tag}[ >]", after)) == len(re.findall(f"<{tag}[ >]", before)), tag
    assert re.findall(r">([^<>\s][^<>]*)<", after) == re.findall(r">([^<>\s][^<>]*)<", before)
    lost = set(re.findall(r' ([\w:-]+)="', before)) - set(re.findall(r' ([\w:-]+)="', after))
    # Names for a screen reader are the figure's own text alternative, not the chart library's.
    assert {name for name in lost if not name.startswith("aria-")} <= {
        "role",
        "pointer-events",
        "xmlns:xlink",
    }
