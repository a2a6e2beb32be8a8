"""How safe the roads are."""

from __future__ import annotations

from datetime import date

from desist.measures.definition import AUTHOR, CHECKER
from desist.vocabulary.measure import Kind, Measure
from desist.vocabulary.signal import Better

KILLED_OR_SERIOUSLY_INJURED = Measure(
    name="killed_or_seriously_injured",
    title="People killed or seriously injured on the roads",
    short="People killed or seriously injured",
    asks="How many people were killed or seriously injured on the roads?",
    of="killed_or_seriously_injured",
    held="casualty_held",
    kind=Kind.COUNT,
    numerator="coalesce(sum(r.n), 0)",
    better=Better.LOWER,
    unit="people",
    decimals=0,
    source="Department for Transport, STATS19: fatal is death within 30 days",
    contracts=("stats19.casualties",),
    breakdowns=("severity", "mode"),
    lag="six months",
    notes=(
        "Forces that record by injury (CRASH, in Durham from March 2016) count more people as seriously "
        "injured; the break is in the register and figures before and after it are not comparable."
    ),
    author=AUTHOR,
    checker=CHECKER,
    review=date(2027, 11, 1),
)
