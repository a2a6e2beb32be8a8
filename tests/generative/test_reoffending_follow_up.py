"""Proven reoffending by query and by slow truth: the same people, counts and dates, beside every boundary."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.made_up import MadeUp
from tests.reference.reoffending.rules import (
    SEVERITY,
    Offence,
    Offender,
    followed_up,
    index_date,
    months_later,
)
from tests.reoffending_examples import COLUMNS, HOME, as_offender, as_rows

# Days around which the rule turns: leap days, ends of months of unequal length, ends of quarters and years.
ANCHORS = [
    date(2012, 2, 29),
    date(2015, 12, 31),
    date(2016, 2, 28),
    date(2016, 2, 29),
    date(2016, 3, 31),
    date(2016, 8, 31),
    date(2016, 9, 30),
    date(2017, 2, 28),
    date(2017, 6, 30),
    date(2020, 2, 29),
]
BIRTHS = [date(1996, 2, 29), date(1998, 2, 28), date(1998, 3, 1), date(1970, 1, 1), date(2000, 12, 31)]
CODES = ["00100", "00500", "00805", "05300"]
A_DAY = st.integers(-1, 1).map(lambda days: timedelta(days=days))


@st.composite
def days(draw: st.DrawFn, near: Sequence[date]) -> date:
    """A day beside a boundary of some days: the day itself, a year or 18 months on, or a quarter's end."""
    start = draw(st.sampled_from([*ANCHORS, *near, *near]))
    return months_later(start, draw(st.sampled_from([0, 0, 3, 6, 12, 12, 18]))) + draw(A_DAY)


@st.composite
def histories(draw: st.DrawFn) -> list[Offence]:
    """What was proven against up to three people, each date drawn beside the index dates before it."""
    found: list[Offence] = []
    for person in ["ann", "bob", "mo"][: draw(st.integers(1, 3))]:
        born = draw(st.sampled_from(BIRTHS))
        seen: list[date] = []
        for _ in range(draw(st.integers(1, 6))):
            first, second = sorted([draw(days(seen)), draw(days(seen))])
            disposal = draw(st.sampled_from([*SEVERITY, "custody", "custody"]))
            released = None
            if disposal == "custody" and draw(st.integers(0, 4)):
                released = max(second, draw(days([*seen, second])))
            offence = Offence(
                person=person,
                born=born,
                code=draw(st.sampled_from(CODES)),
                committed=first,
                proven=second,
                disposal=disposal,
                released=released,
            )
            found += [offence] * draw(st.sampled_from([1, 1, 1, 2]))
            seen += [second, index_date(offence) or second]
    return found


@cache
def store() -> MadeUp:
    return MadeUp(home=[HOME])


def asked(
    query: str, offences: list[Offence], never: dict[str, list[tuple[date, date]]] | None = None
) -> list[Offender]:
    """What a query finds, in the order of the slow truth."""
    listed = [
        {"offence_code": code, "reason": "breach", "valid_from": first, "valid_to": last}
        for code, spans in (never or {}).items()
        for first, last in spans
    ]
    asking = store().fill({"criminal_history": as_rows(offences), "moj.offences_not_counted": listed})
    found = [as_offender(row) for row in asking.ask(f"select {COLUMNS} from {query}")]
    return sorted(found, key=lambda each: (each.person, each.months, each.start, each.disposal))


@settings(max_examples=150)
@given(offences=histories())
def test_everybody_is_followed_up_as_the_slow_truth_says(offences: list[Offence]) -> None:
    assert asked("offenders_followed_up", offences) == followed_up(offences)


@settings(max_examples=100)
@given(offences=histories())
def test_once_for_each_disposal_too(offences: list[Offence]) -> None:
    assert asked("offenders_by_disposal", offences) == followed_up(offences, each_disposal=True)


@settings(max_examples=60)
@given(
    offences=histories(),
    spans=st.lists(
        st.tuples(st.sampled_from(CODES), st.sampled_from(ANCHORS), st.integers(0, 500)), max_size=4
    ),
)
def test_listed_offences_never_count_while_they_are_listed(
    offences: list[Offence], spans: list[tuple[str, date, int]]
) -> None:
    never: dict[str, list[tuple[date, date]]] = {}
    for code, first, length in spans:
        never.setdefault(code, []).append((first, first + timedelta(days=length)))
    assert asked("offenders_followed_up", offences, never) == followed_up(offences, never=never)


def test_the_drawn_dates_do_reach_the_boundaries() -> None:
    """A draw that never met a boundary would prove nothing: count what a fixed number of draws hold."""
    met: dict[str, int] = {}

    def note(what: str, holds: bool) -> None:
        met[what] = met.get(what, 0) + holds

    @settings(max_examples=300, derandomize=True, database=None)
    @given(offences=histories())
    def look(offences: list[Offence]) -> None:
        for each in followed_up(offences):
            for other in (other for other in offences if other.person == each.person):
                day = each.index_date
                note("the index date itself", other.committed == day)
                note("the last day of follow-up", other.committed == months_later(day, 12))
                note("the day after it", other.committed == months_later(day, 12) + timedelta(days=1))
                reoffended = day < other.committed <= months_later(day, 12)
                note("the last day of waiting", reoffended and other.proven == months_later(day, 18))
                too_late = months_later(day, 18) + timedelta(days=1)
                note("a day too late", reoffended and other.proven == too_late)
                note("29 February", day.month == 2 and day.day == 29)
            note("more than one reoffence", each.reoffences > 1)
            note("previous offences", each.previous > 0)

    look()
    assert all(met.values()), met
