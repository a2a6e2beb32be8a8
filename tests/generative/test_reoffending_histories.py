"""What a predictor is told, and which reoffences are weighed: by query and by loops, beside boundaries."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cache
from types import SimpleNamespace

import numpy as np
from hypothesis import given, settings

from desist.measures.reoffending.columns import Days
from desist.quarter.reoffending.harm import reoffences_of
from desist.quarter.reoffending.people_followed import Followed, histories_of, people_followed
from desist.vocabulary.period import Period
from tests.generative.test_reoffending_follow_up import histories
from tests.made_up import MadeUp
from tests.reference.reoffending.rules import (
    Offence,
    Offender,
    age_on,
    followed_up,
    index_date,
    is_reoffence,
)
from tests.reoffending_examples import HOME, as_rows

ALL_TIME = Period(date(1990, 1, 1), date(2040, 12, 31))


@cache
def store() -> MadeUp:
    return MadeUp(home=[HOME])


def followed(offences: list[Offence], by: list[str]) -> tuple[SimpleNamespace, Followed]:
    asking = store().fill({"criminal_history": as_rows(offences)})
    reader = SimpleNamespace(ask=asking.ask, versions={})
    return reader, people_followed(reader, HOME, ALL_TIME, by=by)


def told(offender: Offender, history: list[Offence]) -> tuple[object, ...]:
    """One person's history, day by day: when sanctioned, how often by then, and how old at the first."""
    own = [each for each in history if each.person == offender.person]
    current = max(
        each.proven
        for each in own
        if each.disposal == offender.disposal and index_date(each) == offender.index_date
    )
    sanctions = sorted({each.proven for each in own if each.proven <= current})
    born = min(each.born for each in own)
    return (current, len(sanctions), age_on(sanctions[0], born), offender.code)


def as_dates(days: Days) -> list[date]:
    return [day.item() for day in days]


@settings(max_examples=25)
@given(offences=histories())
def test_histories_are_what_loops_find(offences: list[Offence]) -> None:
    for by, each_disposal in ((["sex"], False), (["disposal"], True)):
        expected = [each for each in followed_up(offences, each_disposal=each_disposal) if each.months == 3]
        if not expected:
            continue
        reader, people = followed(offences, by)
        got = histories_of(reader, people)
        at = people.keys()
        assert set(at) == {(each.person, each.start, each.disposal) for each in expected}
        for each in expected:
            here = at[(each.person, each.start, each.disposal)]
            found = (
                as_dates(got.sanctioned)[here],
                got.sanctions[here],
                got.age_at_first[here],
                got.offence[here],
            )
            assert found == told(each, offences)
            first = 0 if each.first_reoffence is None else (each.first_reoffence - each.index_date).days
            assert people.reoffended_after[here] == first


@settings(max_examples=25)
@given(offences=histories())
def test_thereoffences_of_weighed_are_those_that_count(offences: list[Offence]) -> None:
    expected = [each for each in followed_up(offences) if each.months == 3]
    if not expected:
        return
    reader, people = followed(offences, [])
    who = {at: key for key, at in people.keys().items()}
    got = Counter((who[at][0], who[at][1], code) for at, code in reoffences_of(reader, people))
    counted: Counter[tuple[str, date, str]] = Counter()
    for each in expected:
        for other in offences:
            if other.person == each.person and is_reoffence(each.index_date, other, {}):
                counted[(each.person, each.start, other.code)] += 1
    assert got == counted


def test_a_group_holds_the_people_of_its_level() -> None:
    offences = [
        Offence(person=name, born=date(1990, 1, 1), code="00500", committed=day, proven=day, disposal="fine")
        for name, day in (("ann", date(2016, 1, 5)), ("zoe", date(2016, 1, 6)))
    ]
    _, people = followed(offences, ["sex"])
    groups = people.groups("sex")
    assert {level: int(np.sum(chosen)) for level, chosen in groups.items()} == {"female": 1, "male": 1}
    assert people.everybody().tolist() == [True, True]
    assert people.groups("") == {}
