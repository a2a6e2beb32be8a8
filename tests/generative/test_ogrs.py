"""Both predictors, by the column, give what one person at a time gives."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desist.measures.reoffending.histories import Histories, group_weights, offence_group
from desist.measures.reoffending.ogrs3 import ogrs3
from desist.measures.reoffending.ogrs4 import ogrs4
from tests.reference.reoffending_statistics import ogrs as slow

CODES = ["04600", "03400", "02801", "08800", "00000", "09999", "07111", "10900", "12345"]
BIRTHDAYS = st.dates(date(1930, 1, 1), date(2012, 12, 31)) | st.sampled_from(
    [date(1988, 2, 29), date(2004, 2, 29), date(2000, 1, 1), date(1999, 12, 31)]
)


@st.composite
def people(draw: st.DrawFn) -> dict[str, object]:
    born = draw(BIRTHDAYS)
    # Beside birthdays, where ages turn, and anywhere.
    years, aside = draw(st.integers(8, 90)), draw(st.integers(-2, 2) | st.integers(-400, 400))
    birthday = date(born.year + years, born.month, min(born.day, 28))
    sanctioned = birthday + timedelta(days=aside)
    return {
        "female": draw(st.booleans()),
        "born": born,
        "sanctioned": sanctioned,
        "followed": sanctioned + timedelta(days=draw(st.integers(-1, 900))),
        "n": draw(st.integers(0, 4) | st.integers(0, 400)),
        "first": draw(st.integers(8, 30)),
        "code": draw(st.sampled_from(CODES)),
        "months": draw(st.integers(-1, 40)),
    }


@given(st.lists(people(), min_size=1, max_size=12))
def test_by_the_column_is_as_by_the_person(drawn: list[dict[str, object]]) -> None:
    def column(name: str, dtype: str | type) -> np.ndarray:
        return np.array([each[name] for each in drawn], dtype=dtype)

    histories = Histories(
        female=column("female", bool),
        born=column("born", "datetime64[D]"),
        sanctioned=column("sanctioned", "datetime64[D]"),
        followed_from=column("followed", "datetime64[D]"),
        sanctions=column("n", np.int64),
        age_at_first=column("first", np.int64),
        offence=[str(each["code"]) for each in drawn],
    )
    third = ogrs3(histories)
    fourth = ogrs4(histories, free_months=column("months", np.int64))
    assert third.one_year is not None
    for at, each in enumerate(drawn):
        facts = {name: value for name, value in each.items() if name not in ("code", "months")}
        code = str(each["code"])
        one_two = slow.ogrs3(**facts, weight=group_weights("ogrs3").get(offence_group("ogrs3", code)))
        two = slow.ogrs4(
            **facts, months=each["months"], weight=group_weights("ogrs4").get(offence_group("ogrs4", code))
        )
        if one_two is None:
            assert np.isnan(third.one_year[at]) and third.refused[at] > 0
        else:
            assert (third.one_year[at], third.two_years[at]) == pytest.approx(one_two, rel=1e-12)
        if two is None:
            assert np.isnan(fourth.two_years[at]) and fourth.refused[at] > 0
        else:
            assert fourth.two_years[at] == pytest.approx(two, rel=1e-10)
