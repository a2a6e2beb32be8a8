"""What is asked of a report: its quarter, its questions, its edition, and the editions before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from desist.partnership.calendar import kpqs_due
from desist.partnership.plan import Kpq, Plan
from desist.publication.passports.passport import Passport
from desist.vocabulary.mistake import OperatorMistake
from desist.vocabulary.period import Period


@dataclass(frozen=True, kw_only=True)
class Order:
    """Which report to build: its quarter, questions, edition, time, and the editions before it."""

    quarter: Period
    kpqs: tuple[Kpq, ...]
    edition: str
    draft: bool
    now: datetime
    correction: str = ""
    corrects: tuple[Passport, ...] = ()  # passports of the edition that this one corrects
    before: tuple[Passport, ...] = ()  # passports of the last report on these questions
    withheld: frozenset[tuple[object, ...]] = frozenset()  # figures that would tell a smaller one


def kpqs_asked(plan: Plan, quarter: Period, asked: str) -> tuple[Kpq, ...]:
    """The questions named ('1-4', '2', '1,3'), or those due for the quarter when none are, in plan order."""
    if not asked.strip():
        due = kpqs_due(plan, quarter)
        if not due:
            months = [month.value for cycle in plan.cycles for month in cycle.quarters_ending]
            hint = f"Name some with --kpq, or choose a quarter that ends in {' or '.join(months)}."
            raise OperatorMistake(f"No question is due for {quarter}.", hint=hint)
        return due
    known = [kpq.number for kpq in plan.kpqs]
    wanted: set[int] = set()
    for part in re.split("[,+]", asked):
        found = re.fullmatch(r"\s*([0-9]{1,6})\s*(?:-\s*([0-9]{1,6})\s*)?", part)
        if not found or int(found[2] or found[1]) < int(found[1]):
            hint = "Write --kpq 1-4, --kpq 2 or --kpq 1,3."
            raise OperatorMistake(f"'{asked}' does not name questions.", hint=hint)
        for number in (int(found[1]), int(found[2] or found[1])):
            if number not in known:
                hint = f"Its questions are {', '.join(map(str, known))}."
                raise OperatorMistake(f"The plan has no KPQ {number}.", hint=hint)
        wanted.update(range(int(found[1]), int(found[2] or found[1]) + 1))
    return tuple(kpq for kpq in plan.kpqs if kpq.number in wanted)


def span(kpqs: Sequence[Kpq]) -> str:
    """Questions as an edition's name writes them: '1-4', '2', '1+3'; ``kpqs_asked`` reads it back."""
    numbers = sorted(kpq.number for kpq in kpqs)
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return "+".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
