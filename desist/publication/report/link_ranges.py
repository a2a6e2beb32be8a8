"""The sentence on a figure's range over plausible links, which stands in the note beneath the figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from desist.publication.document import Figure, Table
from desist.publication.printed import printed_reading
from desist.publication.report.judged import Judged

NOT_IN_IT = "The 95% interval is of chance, which this is not."


def range_note(judged: Judged) -> str:
    """Between what the figure lies over plausible links, by how many draws; nothing where none was asked."""
    over = judged.latest.over_links
    if over is None:
        return ""
    drawn = f"over {over.draws:,} plausible sets of links between the agencies' records (seed {over.seed})"
    if not over.available:
        return f"No range {drawn} is given. {over.why}"
    value, lies = (
        printed_reading(judged.latest, judged.measure, show=show) for show in ("value", "over links")
    )
    return (
        f"Who is one person is not known for sure: {drawn}, the figure for {judged.latest.period}, {value}, "
        f"lies between {lies.replace(' to ', ' and ')} in 95 of 100{judged.tag}. {NOT_IN_IT}"
    )


def with_range_notes(
    exhibits: Mapping[str, Figure | Table], judged: Sequence[Judged]
) -> dict[str, Figure | Table]:
    """The figures and tables by indicator, each with the sentence on its range among its notes."""
    said = {each.indicator.id: range_note(each) for each in judged}
    return {
        name: replace(each, notes=(*each.notes, said[name])) if said.get(name) else each
        for name, each in exhibits.items()
    }
