"""By prison and by provider: the queries and the slow truth find the same, beside every boundary."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desist.measures.definition import rows_sql
from desist.vocabulary.period import Period, add_months, month_end
from tests.generative.test_reoffending_follow_up import histories, store
from tests.generative.test_reoffending_measures import counts
from tests.made_up import read_made_up
from tests.reference.reoffending.agencies import Stay, Supervised, by_prison, provider_on, released
from tests.reference.reoffending.rules import Offence, Offender, followed_up
from tests.reoffending_examples import COLUMNS, HOME, as_offender

PRISONS = ["Durham", "Holme House"]
PROVIDERS = ["Probation North East", "Another provider"]
A_DAY = st.integers(-1, 1).map(lambda days: timedelta(days=days))
REASONS = ["sentence", "sentence", "remand", "recall"]


@st.composite
def kept_inside(draw: st.DrawFn, offences: list[Offence]) -> list[Stay]:
    """Stays beside the sentences: begun and ended on the day, a day before or after, or at the release."""
    found = []
    for offence in offences:
        if offence.disposal != "custody":
            continue
        for _ in range(draw(st.integers(0, 2))):
            came_in = offence.proven + draw(A_DAY)
            until = draw(st.sampled_from([offence.proven, offence.released, offence.released, None]))
            left = until and max(came_in, until + draw(A_DAY))
            found.append(
                Stay(
                    person=offence.person,
                    prison=draw(st.sampled_from(PRISONS)),
                    came_in=came_in,
                    left=left,
                    reason=draw(st.sampled_from(REASONS)),
                )
            )
    return found


@st.composite
def supervised(draw: st.DrawFn, offences: list[Offence]) -> list[Supervised]:
    """Orders that begin and end beside the days on which a follow-up starts."""
    found = []
    days = [(each.person, each.released or each.proven) for each in offences]
    for person, day in draw(st.lists(st.sampled_from(days), min_size=1, max_size=4)):
        first = day + draw(A_DAY) - timedelta(days=draw(st.sampled_from([0, 0, 30])))
        last = draw(st.sampled_from([first, day, None]))
        found.append(
            Supervised(
                person=person,
                provider=draw(st.sampled_from(PROVIDERS)),
                first=first,
                last=last and max(first, last + draw(A_DAY)),
            )
        )
    return found


@st.composite
def agencies(draw: st.DrawFn) -> tuple[list[Offence], list[Stay], list[Supervised]]:
    """Offences, with the releases that the stays give, and what is known of supervision."""
    offences = draw(histories())
    stays = draw(kept_inside(offences))
    offences = released(offences, stays)
    return offences, stays, draw(supervised(offences))


def sent(offences: list[Offence], stays: list[Stay], orders: list[Supervised]) -> dict[str, Any]:
    """The rows of the agencies' contracts."""
    people = {each.person: each.born for each in offences}
    return {
        "criminal_history": [],
        "moj.offences_not_counted": [],
        "police.people": [
            {"person_ref": name, "date_of_birth": born, "sex": "F" if name < "m" else "M"}
            for name, born in people.items()
        ],
        "courts.proven_offences": [
            {
                "person_ref": each.person,
                "offence_code": each.code,
                "offence_date": each.committed,
                "proof_date": each.proven,
                "disposal": each.disposal,
            }
            for each in offences
        ],
        "prisons.custody_spells": [
            {
                "person_ref": each.person,
                "prison": each.prison,
                "reception_date": each.came_in,
                "release_date": each.left,
                "reason": each.reason,
            }
            for each in stays
        ],
        "probation.supervision": [
            {
                "person_ref": each.person,
                "kind": "licence",
                "provider": each.provider,
                "start_date": each.first,
                "end_date": each.last,
            }
            for each in orders
        ],
    }


def nothing_left() -> None:
    """Other tests share the store and fill only the flat file."""
    store().fill({name: [] for name in sent([], [], [])})


Given = tuple[list[Offence], list[Stay], list[Supervised]]
Row = tuple[str, Offender]


def asked(query: str, given: Given, level: str) -> list[Row]:
    """Every offender of a query's rows with prison or provider."""
    sql = f"select {COLUMNS}, {level} from ({rows_sql(f'reoffending/{query}')}) as counted"
    rows = store().fill(sent(*given)).ask(sql)
    nothing_left()
    return in_order((row[level], as_offender(row)) for row in rows)


def in_order(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (row[1].person, row[1].months, row[1].start, row[0]))


@settings(max_examples=40)
@given(given=agencies())
def test_once_for_each_prison_released_from(given: Given) -> None:
    offences, stays, _ = given
    expected = in_order(by_prison(offences, stays))
    assert asked("offenders_by_prison_in_place", given, "prison") == expected


@settings(max_examples=40)
@given(given=agencies())
def test_who_supervised_on_the_index_date(given: Given) -> None:
    """And with it that the stay served is the one the slow truth finds."""
    offences, _, orders = given
    once = [(provider_on(each.index_date, each.person, orders), each) for each in followed_up(offences)]
    assert asked("offenders_by_provider_in_place", given, "provider") == in_order(once)


@settings(max_examples=6)
@given(given=agencies(), chosen=st.integers(0, 1000))
@pytest.mark.parametrize("by", ["prison", "provider"])
def test_a_measure_counts_those_rows(by: str, given: Given, chosen: int) -> None:
    offences, stays, orders = given
    levels = by_prison(offences, stays)
    if by == "provider":
        levels = [(provider_on(each.index_date, each.person, orders), each) for each in followed_up(offences)]
    cohorts = sorted({(each.months, each.start) for _, each in levels if each.months == 3})
    if not cohorts:
        return
    months, start = cohorts[chosen % len(cohorts)]
    expected = defaultdict(list)
    for level, each in levels:
        if (each.months, each.start) == (months, start):
            expected[level].append(each)
    period = Period(start, month_end(add_months(start, months - 1)))
    asking = store().fill(sent(*given))
    for name in ("proven_reoffending_rate", "reoffences_per_offender"):
        found = read_made_up(asking, name, [HOME], [period], by=[by])
        read = {each.breakdown[by]: (each.numerator, each.denominator) for each in found}
        held = {level: read[level] for level in read if read[level][1]}
        assert held == {level: counts(name, those) for level, those in expected.items()}
    nothing_left()


def test_the_drawn_days_do_reach_the_boundaries() -> None:
    met: dict[str, int] = {}

    def note(what: str, holds: bool) -> None:
        met[what] = met.get(what, 0) + holds

    @settings(max_examples=100, derandomize=True, database=None)
    @given(given=agencies())
    def look(given: Given) -> None:
        offences, stays, orders = given
        for each in followed_up(offences):
            for order in (order for order in orders if order.person == each.person):
                note("begun on the index date", order.first == each.index_date)
                note("begun the day after", order.first == each.index_date + timedelta(days=1))
                note("ended on the index date", order.last == each.index_date)
                note("ended the day before", order.last == each.index_date - timedelta(days=1))
        left = [(person.person, person.months, person.start) for _, person in by_prison(offences, stays)]
        note("left two prisons in one cohort", len(left) > len(set(left)))
        for offence in offences:
            own = [stay for stay in stays if stay.person == offence.person and stay.left]
            note("left on the day of proof", any(stay.left == offence.proven for stay in own))
            day_before = offence.proven - timedelta(days=1)
            note("left the day before the proof", any(stay.left == day_before for stay in own))

    look()
    assert all(met.values()), met
