"""Indicators in short sentences, for the first page: what moved, by how much, how sure."""

from __future__ import annotations

from collections.abc import Sequence

from desist.publication.printed import in_percent, number, printed_reading
from desist.publication.report.judged import Judged
from desist.publication.report.titles import (
    OWN_PAST,
    PEERS,
    YEAR_BEFORE,
    at_equal_age,
    changed,
    past_words,
    target_words,
    year_before_words,
)
from desist.vocabulary.measure import Kind
from desist.vocabulary.reading import Reading
from desist.vocabulary.signal import Signal, Verdict

MOST_SAID = 2  # indicators a question's answer names; the others are in the text
SMALL_WORDS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")


def answer_sentence(judged: Sequence[Judged]) -> str:
    """One question answered in a few short sentences that a member can read aloud."""
    if not judged:
        return "The plan names no indicator for this question."
    telling = [each for each in judged if each.compared and each.signal.verdict is not Verdict.TOO_FEW]
    telling.sort(key=lambda each: each.signal.verdict is not Verdict.CONCERN)  # none is left to the text
    said = [said_aloud(each) for each in telling[:MOST_SAID]]
    more = len(telling) - MOST_SAID
    if more > 0:
        said.append(f"{_counted(more, 'more indicator is', 'more indicators are')} judged in the text.")
    if not telling:
        figures = [each for each in judged if each.answered]
        said += [f"{_figure(each)}; it cannot be judged." for each in figures[:MOST_SAID]]
    missing = [each for each in judged if each.missing]
    if len(missing) == len(judged):
        none = "its one indicator is not" if len(judged) == 1 else f"none of its {len(judged)} indicators is"
        said.append(f"It cannot be answered: {none} available.")
    elif missing:
        said.append(f"{_counted(len(missing), 'indicator is', 'indicators are')} not available.")
    withheld = sum(each.withheld for each in judged)
    if withheld:
        said.append(f"{_counted(withheld, 'figure is', 'figures are')} too small to print.")
    return " ".join(said)


def said_aloud(judged: Judged) -> str:
    """E.g. 'Recorded offences fell to 13,812, from 14,842 a year before.'; true because the signal is."""
    signal = judged.signal
    if signal.against == YEAR_BEFORE:
        return _year_before(judged, signal)
    figure = _figure(judged)
    if signal.against == OWN_PAST:
        return f"{figure}, {past_words(signal)}{at_equal_age(judged)}."
    if signal.against == PEERS:
        return f"{figure}, {('similar to', 'above', 'below')[signal.direction]} its peers."
    return f"{figure}; {target_words(signal)}."


def _figure(judged: Judged) -> str:
    """'Crimes solved: 22.3% in the year ending March 2025'."""
    latest = judged.latest
    when = f"the {latest.period}" if latest.period.months == 12 else str(latest.period)
    return f"{judged.indicator.title}: {_printed(latest, judged)} in {when}"


def _year_before(judged: Judged, signal: Signal) -> str:
    latest, measure = judged.latest, judged.measure
    title = judged.indicator.title
    moved = "rose" if signal.direction > 0 else "fell"
    if measure.kind is Kind.CHANGE and latest.value is not None:
        subject = changed(measure.title)
        if not signal.direction:
            return f"{subject} did not clearly change on a year before{judged.tag}."
        ends = sorted(abs(each) for each in (latest.lower, latest.upper) if each is not None)
        sure = f" (95% interval {number(ends[0], 1)}% to {number(ends[1], 1)}%)" if len(ends) == 2 else ""
        by = f"{number(abs(latest.value), 1)}%{judged.tag}"
        return f"{subject} {moved} by {by} on a year before{sure}."
    before = _before(judged, latest)
    now = _printed(latest, judged)
    if before is None or not before.available:
        return f"{_figure(judged)}, {year_before_words(signal)}{at_equal_age(judged)}."
    then = _printed(before, judged)
    aged = at_equal_age(judged)
    if not signal.direction:
        return f"{title}: {now}, no clear change from {then} a year before{aged}."
    if in_percent(measure) or measure.kind is not Kind.COUNT:
        return f"{title}: {now}, {'up' if signal.direction > 0 else 'down'} from {then} a year before{aged}."
    return f"{title} {moved} to {now}, from {then} a year before."


def _printed(reading: Reading, judged: Judged) -> str:
    """A figure with its mark, and whether it was made up: '480 [r]', '480 [synthetic]'."""
    return f"{printed_reading(reading, judged.measure)} {reading.mark.printed}".strip() + judged.tag


def _before(judged: Judged, latest: Reading) -> Reading | None:
    """The figure of a year before; of a provisional one, as it stood when it was as old."""
    series = judged.at_equal_age if latest.provisional else judged.series
    return next((each for each in series if each.period == latest.period.year_before()), None)


def _counted(count: int, one: str, many: str) -> str:
    """'One figure is', 'Seven indicators': numbers below ten in words, as they are said."""
    return f"{SMALL_WORDS[count] if count < len(SMALL_WORDS) else count} {one if count == 1 else many}"
