"""Measures of managed cohorts against a slow truth day by day, every date beside a boundary of another."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desist.quarter.asking import Asking
from desist.quarter.reoffending.before_after import _sql as before_after_sql
from desist.vocabulary.period import Period
from tests.made_up import MadeUp, read_made_up
from tests.reference.reoffending.rules import months_later
from tests.reference.schemes.day_by_day import (
    Arrest,
    County,
    Proof,
    Spell,
    Stay,
    in_period,
    in_quarter,
    quarter_end,
    years_beside_entry,
)
from tests.reoffending_examples import HOME

QUARTERS = [date(2019, 10, 1), date(2020, 1, 1), date(2020, 4, 1)]
ANCHORS = [*QUARTERS, date(2019, 12, 31), date(2020, 2, 29), date(2020, 3, 31), date(2020, 6, 30)]
STATUSES = ["Red", "Green"]


@st.composite
def days(draw: st.DrawFn, near: Sequence[date] = ()) -> date:
    """A boundary, a day of the same person, or the day before or after one, or six months on."""
    day = draw(st.sampled_from([*ANCHORS, *near, *near]))
    return months_later(day, draw(st.sampled_from([0, 0, 0, 6]))) + timedelta(draw(st.integers(-1, 1)))


@st.composite
def counties(draw: st.DrawFn) -> County:
    """Some people with stays, spells in custody, arrests and proofs; many at once, as queries take time."""
    stays: list[Stay] = []
    spells: list[Spell] = []
    arrests: list[Arrest] = []
    proofs: list[Proof] = []
    for person in [f"p{number:02}" for number in range(draw(st.integers(1, 25)))]:
        near: list[date] = []
        for number in range(draw(st.integers(1, 3))):
            entry, left = sorted([draw(days(near)), draw(days(near))])
            scheme = draw(st.sampled_from(["IOM", "IOM", "Checkpoint"]))
            if any((each.person, each.scheme, each.entry) == (person, scheme, entry) for each in stays):
                continue
            stays.append(
                Stay(
                    person=person,
                    scheme=scheme,
                    entry=entry,
                    exit=None if draw(st.booleans()) and not number else left,
                    status=draw(st.sampled_from(STATUSES)),
                )
            )
            near += [entry, left]
        for _ in range(draw(st.integers(0, 3))):
            received, released = sorted([draw(days(near)), draw(days(near))])
            inside = draw(st.integers(0, 4)) == 0
            spells.append(Spell(person=person, received=received, released=None if inside else released))
            near += [received, released]
        for _ in range(draw(st.integers(0, 3))):
            first, second, third = sorted(draw(days(near)) for _ in range(3))
            charged = third if draw(st.booleans()) else None
            arrests.append(Arrest(person=person, committed=first, arrested=second, charged=charged))
        for _ in range(draw(st.integers(0, 3))):
            first, second = sorted([draw(days(near)), draw(days(near))])
            proofs.append(Proof(person=person, committed=first, proven=second))
    # Others, so that every kind of file reaches over the quarters that are asked about.
    for day in (date(2019, 7, 1), date(2020, 12, 31)):
        arrests.append(Arrest(person="other", committed=day, arrested=day, charged=None))
        proofs.append(Proof(person="other", committed=day, proven=day))
        spells.append(Spell(person="other", received=day, released=day))
    stays.append(
        Stay(person="zoe", scheme="IOM", entry=date(2019, 7, 1), exit=date(2019, 7, 2), status="Red")
    )
    return County(stays=stays, spells=spells, arrests=arrests, proofs=proofs)


@cache
def store() -> MadeUp:
    return MadeUp(home=[HOME])


def filled(county: County) -> Asking:
    code = "00805"
    sent: dict[str, list[dict[str, Any]]] = {
        "local.cohort_membership": [
            {
                "person_ref": each.person,
                "scheme": each.scheme,
                "entry_date": each.entry,
                "exit_date": each.exit,
                "status": each.status,
            }
            for each in county.stays
        ],
        "prisons.custody_spells": [
            {
                "person_ref": each.person,
                "prison": str(number),
                "reception_date": each.received,
                "release_date": each.released,
                "reason": "remand",
            }
            for number, each in enumerate(county.spells)
        ],
        "police.arrests_and_charges": [
            {
                "person_ref": each.person,
                "offence_code": code,
                "offence_date": each.committed,
                "event_date": each.arrested,
                "charge_date": each.charged,
            }
            for each in county.arrests
        ],
        "courts.proven_offences": [
            {
                "person_ref": each.person,
                "offence_code": code,
                "offence_date": each.committed,
                "proof_date": each.proven,
                "disposal": "fine",
            }
            for each in county.proofs
        ],
        "moj.offences_not_counted": [],
        "criminal_history": [],
    }
    return store().fill(sent)


def counts(asking: Asking, name: str, period: Period, scheme: str) -> tuple[float | None, float | None]:
    (found,) = read_made_up(asking, name, [HOME], [period], only={"scheme": scheme})
    return found.numerator or 0, found.denominator or 0


@pytest.mark.parametrize("kind", ["charged", "proven"])
@settings(max_examples=3, deadline=None)
@given(county=counties(), start=st.sampled_from(QUARTERS))
def test_who_reoffended_in_the_quarter(kind: str, county: County, start: date) -> None:
    name = "scheme_reoffending_in_quarter" if kind == "charged" else "scheme_proven_reoffending_in_quarter"
    asking, period = filled(county), Period(start, quarter_end(start))
    again, everybody = in_quarter(county, kind, start, "IOM", None)
    assert counts(asking, name, period, "IOM") == (len(again), len(everybody))
    by_status = read_made_up(asking, name, [HOME], [period], by=["status"], only={"scheme": "IOM"})
    for reading in by_status:
        again, everybody = in_quarter(county, kind, start, "IOM", reading.breakdown["status"])
        assert (reading.numerator, reading.denominator) == (len(again), len(everybody))


@settings(max_examples=4, deadline=None)
@given(county=counties(), start=st.sampled_from(QUARTERS), months=st.sampled_from([1, 3, 12]))
def test_days_and_events(county: County, start: date, months: int) -> None:
    start = date(2020, 1, 1) if months == 12 else start
    period = Period(start, months_later(start, months) - timedelta(days=1))
    asking, truth = filled(county), in_period(county, period.start, period.end, "IOM")
    for name, above, below in (
        ("scheme_cohort_size", "people", ""),
        ("scheme_arrests_per_1000_days", "arrests", "days"),
        ("scheme_charges_per_1000_days", "charges", "days"),
        ("scheme_proven_offences_per_1000_days", "proven", "days"),
        ("scheme_arrests", "arrests", ""),
        ("scheme_people_arrested", "people_arrested", ""),
        ("scheme_charge_rate", "people_charged", "people_arrested"),
        ("scheme_arrests_charged", "arrests_charged", "arrests"),
    ):
        assert counts(asking, name, period, "IOM") == (truth[above], truth[below] if below else 0), name


@settings(max_examples=4, deadline=None)
@given(county=counties(), start=st.sampled_from(QUARTERS))
def test_entries_and_exits(county: County, start: date) -> None:
    asking, period = filled(county), Period(start, quarter_end(start))
    own = [each for each in county.stays if each.scheme == "IOM"]
    entries = sum(period.start <= each.entry <= period.end for each in own)
    exits = sum(each.exit is not None and period.start <= each.exit <= period.end for each in own)
    assert counts(asking, "scheme_entries", period, "IOM")[0] == entries
    assert counts(asking, "scheme_exits", period, "IOM")[0] == exits


@settings(max_examples=8, deadline=None)
@given(county=counties())
def test_the_years_beside_entry(county: County) -> None:
    rows = filled(county).ask(before_after_sql("IOM", HOME))
    found = {
        (row["person_id"], row["year"]): (
            row["days_at_liberty"],
            row["arrests"],
            row["charges"],
            row["proven"],
        )
        for row in rows
    }
    assert found == years_beside_entry(county, "IOM")
