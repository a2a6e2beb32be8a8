"""Which periods a question means: from, to and every, or all that is held."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from desist.vocabulary.measure import Measure
from desist.vocabulary.mistake import OperatorMistake
from desist.vocabulary.period import Every, Period, add_months, ending, month


def periods_meant(
    measure: Measure, start: str, end: str, every: str, held: Sequence[Period]
) -> tuple[list[Period], Every]:
    """The periods from ``start`` to ``end``, one after another, each ``every`` long.

    Left out, ``every`` is the length that most of the periods held have; ``start`` and ``end`` are the
    first and last held, cut so that the last period ends with the last one held.
    """
    step = _step(measure, every, held)
    if not start and not end:
        return _all_held(held, step), step
    first = day_meant(start, last=False) if start else (held[0].start if held else None)
    last = day_meant(end, last=True) if end else (held[-1].end if held else None)
    if first is None or last is None:
        raise OperatorMistake("Nothing is held for that place.", hint="Give both --from and --to.")
    if last < first:
        raise OperatorMistake(f"--to ({last}) is before --from ({first}).")
    whole = Period(first, last)
    steps = list(whole.steps(step))
    if not steps or steps[-1].end != last:
        raise OperatorMistake(
            f"{whole} does not divide into whole {step.value}s.",
            hint=f"Choose --from and --to so that it does, or another --every than {step.value}.",
        )
    return steps, step


def _step(measure: Measure, every: str, held: Sequence[Period]) -> Every:
    if not every:
        return _usual(measure, held)
    if every not in [each.value for each in Every]:
        raise OperatorMistake(f"'{every}' is not a length of period.", hint="Use month, quarter or year.")
    if every not in measure.every:
        offered = " or ".join(measure.every)
        raise OperatorMistake(f"{measure.name} is not published by {every}.", hint=f"Use --every {offered}.")
    return Every(every)


def _usual(measure: Measure, held: Sequence[Period]) -> Every:
    """The length that most of the periods held have; the shortest published where nothing is held."""
    lengths = [Every(each) for each in measure.every]
    counted = Counter(period.months for period in held)
    return max(lengths, key=lambda each: (counted[each.months], -lengths.index(each)))


def _all_held(held: Sequence[Period], step: Every) -> list[Period]:
    if not held:
        return []
    earliest = min(period.start for period in held)
    at = Period(date(held[-1].end.year, held[-1].end.month, 1), held[-1].end)
    last = Period(at.moved(1 - step.months).start, at.end)
    found = []
    while last.start >= earliest:
        found.append(last)
        last = last.moved(-step.months)
    return found[::-1]


def day_meant(text: str, *, last: bool) -> date:
    """A day written 2025-03-31, or the first or last day of a month or year written 2025-03 or 2025."""
    if re.fullmatch(r"\d{4}", text):
        text += "-12" if last else "-01"
    if re.fullmatch(r"\d{4}-\d{2}", text):
        period = month(text)
        return period.end if last else period.start
    try:
        return date.fromisoformat(text)
    except ValueError as trouble:
        raise OperatorMistake(
            f"'{text}' is not a date or month.", hint="Write 2025-03 or 2025-03-31."
        ) from trouble


def cohort_meant(quarter: str, start: str, end: str) -> Period:
    """The period of a cohort: the quarter that ends in a month, or from a first month to a last."""
    if bool(quarter) == bool(start or end) or bool(start) != bool(end):
        raise OperatorMistake(
            "Name one cohort.", hint="Give --quarter 2022-03, or both --from 2021-04 and --to 2022-03."
        )
    return ending(quarter, Every.QUARTER) if quarter else Period(month(start).start, month(end).end)


def last_whole(step: Every, today: date) -> Period:
    """The last whole month, calendar quarter or calendar year before a day."""
    this = date(today.year, (today.month - 1) // step.months * step.months + 1, 1)
    return Period(add_months(this, -step.months), this - timedelta(days=1))
