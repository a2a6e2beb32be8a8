"""A table of counts, protected: what is withheld, what is shown, and how each is marked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desist.confidentiality import protect
from desist.confidentiality.attack import attack, bounds
from desist.confidentiality.sums import ALL
from desist.confidentiality.table import Table, with_totals
from desist.vocabulary.mark import Mark
from desist.vocabulary.mistake import OperatorMistake
from tests.unit.confidentiality.tables import RULES, grid


def test_one_small_count_takes_three_others_with_it() -> None:
    table = grid([[2, 18], [19, 14], [10, 12], [14, 11]])
    found = protect(table, RULES)
    assert (found.primary, found.secondary, found.proven) == (1, 3, True)
    hidden = {row for row, mark in zip(table.rows, found.marks, strict=True) if mark is Mark.CONFIDENTIAL}
    assert hidden == {("A", "a"), ("A", "b"), ("C", "a"), ("C", "b")}
    assert attack(found) == []
    low, high = bounds(found, table.rows.index(("A", "a")))
    assert low == 0
    assert high >= 5


def test_without_totals_only_the_small_counts_go() -> None:
    found = protect(grid([[2, 18], [19, 0]], totals=False), RULES)
    assert found.counts == (None, 18, 19, 0)
    assert [mark.printed for mark in found.marks] == ["[c]", "", "", ""]


def test_nought_hidden_and_rounded_to_nought_never_look_the_same() -> None:
    found = protect(
        grid([[0, 1, 12], [30, 44, 23]], totals=False), replace(RULES, withhold_below=1, round_to=5)
    )
    assert found.counts == (0, 0, 10, 30, 45, 25)
    assert [mark.printed for mark in found.marks] == ["", "[low]", "", "", "", ""]
    hidden = protect(grid([[0, 1, 12]], totals=False), RULES)
    assert hidden.counts == (0, None, 12)


def test_nought_is_withheld_where_the_rule_says_so() -> None:
    found = protect(grid([[0, 30, 40], [20, 30, 40], [25, 35, 45]]), replace(RULES, show_zero=False))
    assert found.counts[0] is None
    assert found.secondary == 3
    assert attack(found) == []


def test_a_reader_who_knows_that_noughts_are_shown_learns_nothing_more() -> None:
    """Five counts of one that add up to five are each known to be one, once none can be nought."""
    found = protect(grid([[1, 1, 1, 1, 1], [20, 20, 20, 20, 20]]), RULES)
    total = found.table.rows.index(("A", ALL))
    assert found.marks[total] is Mark.CONFIDENTIAL
    assert attack(found) == []


def test_a_small_group_is_not_shown_to_be_all_of_one_kind() -> None:
    found = protect(grid([[7, 0], [20, 30], [40, 50]]), RULES)
    assert found.counts[0] is None
    assert attack(found) == []
    big = protect(grid([[70, 0], [20, 30], [40, 50]]), RULES)
    assert big.counts[:2] == (70, 0)


def test_the_attack_finds_what_an_unprotected_table_tells() -> None:
    good = protect(grid([[2, 18], [19, 14], [10, 12]]), RULES)
    table = good.table
    for number, mark in enumerate(good.marks):
        if mark is not Mark.CONFIDENTIAL:
            continue
        marks = (*good.marks[:number], Mark.NONE, *good.marks[number + 1 :])
        counts = (*good.counts[:number], table.counts[number], *good.counts[number + 1 :])
        bad = replace(good, marks=marks, counts=counts)
        assert attack(bad), table.rows[number]
    zero = table.rows.index(("B", "a"))
    unmarked = replace(good, counts=(*good.counts[:zero], None, *good.counts[zero + 1 :]))
    assert "without a mark" in attack(unmarked)[0].how


def test_rounded_totals_tell_nothing_that_is_withheld() -> None:
    found = protect(grid([[2, 18, 31], [19, 14, 22], [10, 12, 4]]), replace(RULES, round_to=5))
    assert attack(found) == []
    assert all(count is None or count % 5 == 0 for count in found.counts)


def test_hierarchies_are_protected_at_every_depth() -> None:
    towns = {"A1": "A", "A2": "A", "B1": "B", "B2": "B"}
    rows = [(town, sex) for town in towns for sex in ("f", "m")]
    counts = (2.0, 30.0, 25.0, 40.0, 31.0, 22.0, 27.0, 19.0)
    table = with_totals(Table(by=("town", "sex"), rows=tuple(rows), counts=counts, parents={"town": towns}))
    assert ("A", ALL) in table.rows
    assert len(table.rows) == 21
    found = protect(table, RULES)
    assert found.counts[0] is None
    assert found.proven
    assert attack(found) == []


def test_a_sum_that_one_contributor_dominates_is_withheld() -> None:
    given = ((900.0, 20.0, 10.0), (300.0, 280.0, 310.0), (200.0, 220.0, 240.0), (150.0, 170.0, 160.0))
    table = with_totals(
        Table(
            by=("region", "kind"),
            rows=(("A", "x"), ("A", "y"), ("B", "x"), ("B", "y")),
            counts=tuple(map(sum, given)),
            contributions=given,
        )
    )
    found = protect(table, RULES)
    assert found.counts[0] is None
    assert found.secondary == 3
    low, high = bounds(found, 0)
    assert high - low > 100
    assert attack(found) == []


def test_percentages_stand_on_enough_people_and_on_printed_counts() -> None:
    found = protect(grid([[6, 2], [12, 13], [40, 60], [50, 50]]), RULES)
    at = {row: number for number, row in enumerate(found.table.rows)}
    shares = found.percent_of("group")
    assert shares[at["A", "a"]] == (None, Mark.CONFIDENTIAL)
    for row in (("B", "a"), ("C", "a")):
        share, mark = shares[at[row]]
        printed = found.counts[at[row]]
        if printed is None:
            assert mark is Mark.CONFIDENTIAL
        else:
            assert share == 100 * printed / found.counts[at[row[0], ALL]]
            assert mark is (Mark.UNRELIABLE if row[0] == "B" else Mark.NONE)


@pytest.mark.parametrize(
    ("rows", "counts", "said"),
    [
        ((("A", "f"), ("A", "f")), (1.0, 2.0), "The table has two rows for region A, sex f."),
        ((("A", "f"), ("B", "f")), (1.0, -2.0), "The count of region B, sex f is -2."),
        ((("A", "f"), ("B", "f")), (1.0, 2.5), "which is no whole number"),
        ((("A", "f"), ("A", "m"), ("A", "")), (6.0, 7.0, 14.0), "is 14, but its parts add up to 13"),
    ],
)
def test_what_is_no_table_of_counts_is_refused(
    rows: tuple[tuple[str, str], ...], counts: tuple[float, ...], said: str
) -> None:
    with pytest.raises(OperatorMistake) as mistake:
        protect(Table(by=("region", "sex"), rows=rows, counts=counts), RULES)
    assert said in mistake.value.sentence
