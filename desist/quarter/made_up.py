"""Which figures rest on files that Desist itself made up, so that each of them says so."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from desist.measures.definition import contracts_read
from desist.publication.report.judged import Judged
from desist.quarter.protected import Reads
from desist.synthetic.pack import SENDER
from desist.vocabulary.mark import Mark
from desist.vocabulary.measure import Measure

EVERY_FIGURE = "Every figure was made up to show what the report looks like."
SOME_FIGURES = "Figures marked [synthetic] were made up to show what the report looks like; no other was."


def is_made_up(reader: Reads, measure: Measure) -> bool:
    """Whether any file that the measure may have been counted from was made up.

    One made-up file among real ones is enough: nobody could tell their rows apart in the figure.
    """
    held = [name for name in contracts_read(measure) if name in reader.versions]
    return any(file.sender == SENDER for name in held for file in reader.inputs(name))


def notice(judged: Sequence[Judged], also: Collection[bool]) -> str:
    """What every page says of made-up figures; empty where the report shows none.

    ``also`` says, of each figure that stands in a sentence alone, whether it was made up.
    """
    shown = [each for each in judged if any(one.mark is not Mark.NOT_AVAILABLE for one in each.readings)]
    found = [*(each.synthetic for each in shown), *also]
    if not any(found):
        return ""
    return EVERY_FIGURE if all(found) else SOME_FIGURES
