"""Titles that state the finding in at most ten words, made from the signal so that they are never false."""

from __future__ import annotations

from desist.publication.document import LONGEST_TITLE
from desist.publication.printed import printed_reading
from desist.publication.report.judged import Judged
from desist.vocabulary.signal import Verdict

YEAR_BEFORE = "the same period a year before"


def finding(judged: Judged) -> str:
    """The finding of an indicator's figure, e.g. 'Recorded offences: lower than a year before'."""
    said = _said(judged)
    subject = judged.indicator.title
    for title in (f"{subject}: {said}", f"{judged.measure.title}: {said}", said[0].upper() + said[1:]):
        if len(title.split()) <= LONGEST_TITLE:
            return title
    return " ".join(subject.split()[:LONGEST_TITLE])


def _said(judged: Judged) -> str:
    held = judged.last_held
    if not judged.answered:
        if held is None:
            return "not available"
        return f"{printed_reading(held, judged.measure)}, {_short(str(held.period))}"
    signal = judged.signal
    if signal.verdict is Verdict.TOO_FEW:
        return "too few figures to judge"
    if signal.against == YEAR_BEFORE:
        return ("no clear change on", "higher than", "lower than")[signal.direction] + " a year before"
    if signal.against == "its own past":
        return ("within ordinary variation", "above ordinary variation", "below ordinary variation")[signal.direction]
    if signal.against == "peers":
        return ("similar to its peers", "above its peers", "below its peers")[signal.direction]
    return {
        Verdict.IMPROVEMENT: "target is being met",
        Verdict.CONCERN: "target is being missed",
    }.get(signal.verdict, "target met at times")


def _short(period: str) -> str:
    return period.replace("year ending", "year to")
