"""Any table, protected: nothing withheld can be worked out, by an attack written a second time."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from desist.confidentiality import protect
from desist.confidentiality.attack import attack
from desist.confidentiality.protecting import ProtectedTable
from desist.confidentiality.rules import Rules
from desist.confidentiality.sums import ALL
from desist.confidentiality.table import Table, with_totals

RULES = Rules(withhold_below=5, no_rate_below=10, unreliable_below=30, source="tests", verified=False)
COUNTS = st.one_of(st.integers(0, 8), st.integers(0, 60))


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Two or three breakdowns, the first perhaps with a level between, all totals given."""
    shape = draw(st.sampled_from([(2, 2), (3, 2), (4, 3), (5, 4), (2, 2, 2), (3, 2, 2)]))
    levels = [[f"{'xyz'[at]}{n}" for n in range(size)] for at, size in enumerate(shape)]
    rows = [()]
    for names in levels:
        rows = [(*row, name) for row in rows for name in names]
    counts = draw(st.lists(COUNTS, min_size=len(rows), max_size=len(rows)))
    parents = {}
    if len(levels[0]) >= 4 and draw(st.booleans()):
        parents = {"d0": {name: "upper" if at % 2 else "lower" for at, name in enumerate(levels[0])}}
    by = tuple(f"d{at}" for at in range(len(shape)))
    return with_totals(Table(by=by, rows=tuple(rows), counts=tuple(map(float, counts)), parents=parents))


def plain_bounds(found: ProtectedTable) -> dict[int, tuple[float, float]]:
    """The interval of each withheld cell, with the leaf cells as unknowns and no code of ours."""
    table = found.table
    ups = [{**table.parents.get(name, {})} for name in table.by]

    def below(leaf: str, level: str, at: int) -> bool:
        return level in (ALL, leaf, ups[at].get(leaf))

    inner = [
        row
        for row in table.rows
        if all(level != ALL and level not in ups[at].values() for at, level in enumerate(row))
    ]
    cover = np.array(
        [
            [all(below(leaf[at], row[at], at) for at in range(len(row))) for leaf in inner]
            for row in table.rows
        ],
        dtype=float,
    )
    shown = np.array([count is not None for count in found.counts])
    told = np.array([0.0 if count is None else count for count in found.counts])
    ends = {}
    for at in np.flatnonzero(~shown):
        answers = []
        for sign in (1, -1):
            solved = linprog(
                sign * cover[at],
                A_eq=cover[shown] if shown.any() else None,
                b_eq=told[shown] if shown.any() else None,
                bounds=(0, None),
            )
            answers.append(sign * np.inf * -1 if solved.status == 3 else float(cover[at] @ solved.x))
        ends[int(at)] = (answers[0], answers[1])
    return ends


@settings(max_examples=20, deadline=None)
@given(tables())
def test_every_withheld_count_could_be_anything_the_rule_asks(table: Table) -> None:
    found = protect(table, RULES)
    for at, (low, high) in plain_bounds(found).items():
        count = table.counts[at]
        if 0 < count < 5:
            assert low <= 1e-6, table.rows[at]
            assert high >= 5 - 1e-6, table.rows[at]
        else:
            assert high - low >= 1 - 1e-6, table.rows[at]
    for count, printed in zip(table.counts, found.counts, strict=True):
        assert printed is None or printed == count
        assert printed is None or not 0 < count < 5
    assert attack(found) == []


@settings(max_examples=6, deadline=None)
@given(tables())
def test_the_same_table_is_always_protected_in_the_same_way(table: Table) -> None:
    assert protect(table, RULES).marks == protect(table, RULES).marks


@settings(max_examples=6, deadline=None)
@given(tables(), st.sampled_from([3, 5, 10]))
def test_a_rounded_table_withstands_the_attack(table: Table, step: int) -> None:
    rules = Rules(
        withhold_below=5, no_rate_below=10, unreliable_below=30, round_to=step, source="tests", verified=False
    )
    assert attack(protect(table, rules)) == []
