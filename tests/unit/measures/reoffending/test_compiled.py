"""The compiled pass in its parts: every day's ends, plain and compiled alike, joints of tables."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from desist.measures.reoffending.compiled import compiler, follow
from desist.measures.reoffending.compiled.days import (
    QUARTER,
    QUARTER_ENDS,
    WAIT_LATER,
    WRITTEN,
    YEAR_LATER,
    day_tables,
    quarter_start,
)
from desist.measures.reoffending.compiled.sorted_histories import COLUMNS, NEVER, SortedHistories
from desist.measures.reoffending.compiled.tables import Layout, tables_of
from desist.measures.reoffending.follow_up import follow_up_ends, waiting_ends
from desist.vocabulary.period import add_months

EPOCH = date(1970, 1, 1)


def number(day: date) -> int:
    return (day - EPOCH).days


def test_every_day_of_sixty_years_ends_where_the_calendar_says() -> None:
    first, last = number(date(1965, 1, 1)), number(date(2024, 12, 31))
    tables = day_tables(first, last).table
    for at in range(last - first + 1):
        day = EPOCH + timedelta(days=first + at)
        row = tables[at]
        assert row[YEAR_LATER] == number(follow_up_ends(day))
        assert row[WAIT_LATER] == number(waiting_ends(day))
        assert row[WRITTEN] == day.year * 10_000 + day.month * 100 + day.day
        start = quarter_start(int(row[QUARTER]))
        assert start <= day < add_months(start, 3)
        assert row[QUARTER_ENDS] == number(add_months(start, 3)) - 1


def drawn(people: int, seed: int) -> SortedHistories:
    dice = np.random.default_rng(seed)
    many = dice.integers(0, 12, people)
    starts = np.concatenate([[0], np.cumsum(many)]).astype(np.int64)
    proof = dice.integers(16_000, 17_500, starts[-1])
    proof = proof[np.lexsort((proof, np.repeat(np.arange(people), many)))]
    kind = dice.integers(1, 10, starts[-1])
    released = np.where(dice.random(starts[-1]) < 0.2, NEVER, proof + dice.integers(0, 700, starts[-1]))
    columns: dict[str, Any] = {
        "proof": proof,
        "offence": proof - dice.integers(0, 90, starts[-1]),
        "index": np.where(kind == 9, released, proof),
        "code": dice.integers(100, 200, starts[-1]),
        "kind": kind,
        "counts": dice.random(starts[-1]) < 0.9,
    }
    typed = {name: columns[name].astype(dtype) for name, dtype in COLUMNS.items()}
    return SortedHistories(starts=starts, **typed)


@pytest.mark.parametrize("each_disposal", [False, True])
def test_machine_code_gives_what_the_plain_loops_give(
    monkeypatch: pytest.MonkeyPatch, each_disposal: bool
) -> None:
    histories, days = drawn(200, 3), day_tables(15_900, 18_300)
    fast = follow.follow_up(histories, days, each_disposal=each_disposal)
    monkeypatch.setattr(follow, "compiled", lambda function: function)
    slow = follow.follow_up(histories, days, each_disposal=each_disposal)
    assert len(slow.person) > 200
    for name in follow.Followed.__dataclass_fields__:
        assert (getattr(fast, name) == getattr(slow, name)).all(), name


def test_no_compiler_is_noticed_without_loading_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert compiler.can_compile()
    monkeypatch.setattr(compiler, "find_spec", lambda name: None)
    assert not compiler.can_compile()


def test_small_tables_are_counted_as_one_and_each_is_had_back() -> None:
    levels = {"sex": ("f", "m"), "area": tuple(map(str, range(600))), "disposal": ("a", "b", "c")}
    layout = Layout(
        tables=tables_of([["sex"], ["disposal"], ["area", "sex"], []]),
        levels=levels,
        first_quarter=0,
        quarters=2,
        yearly=False,
    )
    assert layout.joints == (("sex", "disposal"), ("sex", "area"))
    totals = np.random.default_rng(1).integers(0, 9, layout.empty().shape)
    assert layout.part(totals, ("sex",)).shape == (2, 2, 1, 8)
    by_both = totals[:6].reshape(2, 3, 2, 1, 8)
    assert (layout.part(totals, ("disposal",)) == by_both.sum(axis=0)).all()
    assert (layout.part(totals, ()) == by_both.sum(axis=(0, 1))).all()
    assert (layout.part(totals, ("sex", "area")) == totals[6:].reshape(2, 600, 2, 1, 8)).all()
