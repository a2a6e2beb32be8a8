"""Titles that state the finding in at most ten words, made from the signal so that they are never false."""

from __future__ import annotations

from collections.abc import Sequence

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

    What is measured always stands first, as the plan calls it: with the finding in full, or in brief where
    that would be more than ``most`` words; else as the measure is called, and at last by its short name.
    """
    names = _names(judged)
    if judged.measure.kind is Kind.CHANGE and judged.compared:
        names = [changed(each) for each in names]  # 'Change in crime: lower' would say another thing
    return _fitting(names, _said(judged), most)


def drawn_finding(judged: Judged) -> str:
    """The finding of what a chart shows: of the last final figure where the answer is not drawn yet."""
    if not judged.not_drawn:
        return finding(judged)
    said = f"{printed_reading(judged.drawn[-1], judged.measure)} when last final"
    return _fitting(_names(judged), (said,), LONGEST_TITLE)


def _names(judged: Judged) -> Sequence[str]:
    """What is measured, as the plan calls it, as the measure is called, and by its short name."""
    return [judged.indicator.title, judged.measure.title, judged.measure.called_briefly]


def _fitting(names: Sequence[str], ways: Sequence[str], most: int) -> str:
    """The first name with the first way of saying it that fits; the last of each always does."""
    titles = [f"{name}: {said}" for name in names for said in ways]
    return next((each for each in titles if len(each.split()) <= most), titles[-1])


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


def _said(judged: Judged) -> tuple[str, ...]:
    """The finding in full and, where that takes more than five words, in five at most."""
    held = judged.last_held
    if judged.withheld:
        return ("too few to print" if judged.latest.mark is Mark.CONFIDENTIAL else "not defined",)
    if not judged.compared:
        if held is None:
            return ("not available",)
        return (f"{printed_reading(held, judged.measure)}{' when last held' if judged.missing else ''}",)
    signal = judged.signal
    if signal.verdict is Verdict.TOO_FEW:
        return ("provisional, not judged yet" if judged.latest.provisional else "too few figures to judge",)
    aged = at_equal_age(judged)
    if signal.against == YEAR_BEFORE:
        return year_before_words(signal) + aged, _year_before_in_brief(signal, aged)
    if signal.against == OWN_PAST:
        return past_words(signal) + aged, _past_in_brief(signal, aged)
    if signal.against == PEERS:
        return (("similar to its peers", "above its peers", "below its peers")[signal.direction],)
    return target_words(signal), target_words(signal).removeprefix("its ")


def _year_before_in_brief(signal: Signal, aged: str) -> str:
    if aged:
        return ("similar", "up", "down")[signal.direction] + aged
    return ("no clear change", "up on a year before", "down on a year before")[signal.direction]


def _past_in_brief(signal: Signal, aged: str) -> str:
    """All but what is said of figures at equal age is brief as it is."""
    if not aged or signal.rule == Rule.TREND:
        return past_words(signal) + aged
    if not signal.direction:
        return "ordinary" + aged
    up = signal.direction > 0
    if signal.rule == Rule.SHIFT:
        return f"{'above' if up else 'below'} average{aged}"
    if signal.rule == Rule.TWO_OF_THREE:
        return f"near limit{aged}"
    return f"unusually {'high' if up else 'low'}{aged}"
