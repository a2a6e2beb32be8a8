"""Give an indicator's answer its range over plausible links, where the plan asks for one."""

from __future__ import annotations

from dataclasses import replace

from desist.publication.report.judged import Judged
from desist.quarter.over_links import counts_persons
from desist.quarter.protected import Protected
from desist.vocabulary.mistake import OperatorMistake


def with_range(judged: Judged, reader: Protected) -> Judged:
    """The indicator with the range of the figure that the report answers with; others have none."""
    asked = judged.indicator.over_links
    if asked is None:
        return judged
    if not counts_persons(judged.measure):
        raise OperatorMistake(
            f"plan.toml: indicator '{judged.indicator.id}' asks for a range over links, but "
            f"{judged.measure.name} counts no persons.",
            hint="Take over_links out of it.",
        )
    if judged.missing:
        return judged
    latest = reader.with_range(judged.latest, draws=asked.draws, seed=asked.seed)
    series = tuple(latest if each is judged.latest else each for each in judged.series)
    return replace(judged, latest=latest, series=series)
