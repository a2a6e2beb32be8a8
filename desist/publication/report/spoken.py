"""An indicator in one short sentence, for the first page: what moved, by how much, how sure."""

from __future__ import annotations

from desist.publication.printed import number, printed_reading
from desist.publication.report.judged import Judged
from desist.publication.report.titles import YEAR_BEFORE
from desist.vocabulary.measure import Kind
from desist.vocabulary.reading import Reading
from desist.vocabulary.signal import Signal


def said_aloud(judged: Judged) -> str:
    """E.g. 'Recorded offences fell to 13,812, from 14,842 a year before.'; true because the signal is."""
    signal = judged.signal
    if signal.against == YEAR_BEFORE:
        return _year_before(judged, signal)
    figure = printed_reading(judged.latest, judged.measure)
    title = judged.indicator.title
    if signal.against == "its own past":
        where = ("within its", "above its", "below its")[signal.direction]
        return f"{title}: {figure}, {where} ordinary variation."
    if signal.against == "peers":
        where = ("similar to", "above", "below")[signal.direction]
        return f"{title}: {figure}, {where} its peers."
    return f"{title}: {signal.reason}"


def _year_before(judged: Judged, signal: Signal) -> str:
    latest, measure = judged.latest, judged.measure
    title = judged.indicator.title
    if measure.kind is Kind.CHANGE and latest.value is not None:
        size = f"{number(abs(latest.value), 1)}%"
        ends = sorted(abs(each) for each in (latest.lower, latest.upper) if each is not None)
        sure = f" (95% interval {number(ends[0], 1)}% to {number(ends[1], 1)}%)" if len(ends) == 2 else ""
        subject = measure.title.removeprefix("Change in ")
        subject = subject[0].upper() + subject[1:]
        if not signal.direction:
            return f"{subject}: no clear change on a year before."
        return f"{subject} {'rose' if signal.direction > 0 else 'fell'} by {size} on a year before{sure}."
    before = _before(judged, latest)
    now = printed_reading(latest, measure)
    then = printed_reading(before, measure) if before else ""
    if not signal.direction:
        return f"{title}: {now}, no clear change from {then} a year before."
    return f"{title} {'rose' if signal.direction > 0 else 'fell'} to {now}, from {then} a year before."


def _before(judged: Judged, latest: Reading) -> Reading | None:
    return next((each for each in judged.series if each.period == latest.period.year_before()), None)
