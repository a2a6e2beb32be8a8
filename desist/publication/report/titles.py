"""Titles that state the finding in at most ten words, made from the signal so that they are never false."""

from __future__ import annotations

from desist.comparison.rules import Rule
from desist.publication.document import LONGEST_TITLE
from desist.publication.printed import printed_reading
from desist.publication.report.judged import Judged
from desist.vocabulary.mark import Mark
from desist.vocabulary.measure import Kind
from desist.vocabulary.signal import Signal, Verdict

YEAR_BEFORE, OWN_PAST, PEERS, TARGET = "the same period a year before", "its own past", "peers", "target"


def finding(judged: Judged, *, most: int = LONGEST_TITLE) -> str:
    """The finding of an indicator's figure, e.g. 'Recorded offences: lower than a year before'.

    The name is left out where there are more than ``most`` words with it.
    """
    said = _said(judged)
    subject, general = judged.indicator.title, judged.measure.title
    if (
        judged.measure.kind is Kind.CHANGE and judged.compared
    ):  # 'Change in crime: lower' would say another thing
        subject, general = (changed(each) for each in (subject, general))
    for title in (f"{subject}: {said}", f"{general}: {said}"):
        if len(title.split()) <= most:
            return title
    return said[0].upper() + said[1:]  # measure and place stand beneath


def drawn_finding(judged: Judged) -> str:
    """The finding of what a chart shows: of the last final figure where the answer is not drawn yet."""
    if not judged.not_drawn:
        return finding(judged)
    said = f"{printed_reading(judged.drawn[-1], judged.measure)} when last final"
    for title in (f"{judged.indicator.title}: {said}", f"{judged.measure.title}: {said}"):
        if len(title.split()) <= LONGEST_TITLE:
            return title
    return said


def changed(title: str) -> str:
    """What a change is a change of: 'Recorded offences by offence group'."""
    rest = title.removeprefix("Change in ")
    return rest[0].upper() + rest[1:]


def year_before_words(signal: Signal) -> str:
    """Where a figure stands against the same period a year before."""
    return ("no clear change on", "higher than", "lower than")[signal.direction] + " a year before"


def at_equal_age(judged: Judged) -> str:
    """What must be added where a provisional figure is set against others that stood as it does."""
    return " at equal age" if judged.latest.provisional else ""


def past_words(signal: Signal) -> str:
    """Where a figure stands in its own past; the rule that fired decides how far the words may go."""
    up = signal.direction > 0
    if not signal.direction:
        return "within ordinary variation"
    if signal.rule == Rule.TREND:
        return "rising steadily" if up else "falling steadily"
    if signal.rule == Rule.SHIFT:
        return f"a run {'above' if up else 'below'} its average"
    if signal.rule == Rule.TWO_OF_THREE:
        return f"near its {'upper' if up else 'lower'} process limit"
    return f"{'above' if up else 'below'} ordinary variation"


def target_words(signal: Signal) -> str:
    """What the process does about its target, which one figure cannot say."""
    return {
        Verdict.IMPROVEMENT: "its target is being met",
        Verdict.CONCERN: "its target is being missed",
    }.get(signal.verdict, "its target is met at times")


def _said(judged: Judged) -> str:
    held = judged.last_held
    if judged.withheld:
        return "too few to print" if judged.latest.mark is Mark.CONFIDENTIAL else "not defined"
    if not judged.compared:
        if held is None:
            return "not available"
        return f"{printed_reading(held, judged.measure)}{' when last held' if judged.missing else ''}"
    signal = judged.signal
    if signal.verdict is Verdict.TOO_FEW:
        return "provisional, not judged yet" if judged.latest.provisional else "too few figures to judge"
    if signal.against == YEAR_BEFORE:
        return year_before_words(signal) + at_equal_age(judged)
    if signal.against == OWN_PAST:
        return past_words(signal) + at_equal_age(judged)
    if signal.against == PEERS:
        return ("similar to its peers", "above its peers", "below its peers")[signal.direction]
    return target_words(signal)
