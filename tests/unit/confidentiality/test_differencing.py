"""A new publication beside the earlier ones: what is left over between them is found, and shielded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from desist.confidentiality.differencing import Verdict, check
from desist.confidentiality.ledger import Cell, Printed, Publication, cell, enter, entries, known
from desist.confidentiality.linked import New
from desist.vocabulary.mistake import OperatorMistake
from tests.unit.confidentiality.tables import RULES

ABOUT = "victims referred"


def count(number: float, figure: int, start: str = "", end: str = "", **levels: str) -> New:
    which = cell(ABOUT, levels, start, end)
    return New(cell=which, count=number, low=number, high=number, printed_by=(figure,))


def out(number: float | None, start: str = "", end: str = "", **levels: str) -> Printed:
    return Printed(cell=cell(ABOUT, levels, start, end), low=number, high=number)


def verdict(
    new: Sequence[New],
    earlier: Sequence[Printed] = (),
    withheld: Sequence[int] = (),
    parents: Mapping[str, Mapping[str, str]] | None = None,
    within: Sequence[tuple[Cell, Cell]] = (),
) -> Verdict:
    figures = {each for one in new for each in one.printed_by}
    return check(
        new,
        {each.cell: each for each in earlier},
        RULES,
        withheld=frozenset(withheld),
        cost=dict.fromkeys(figures, 1.0),
        parents=parents or {},
        within=within,
    )


def test_a_whole_and_a_part_that_differ_by_few_are_not_both_printed() -> None:
    found = verdict([count(12, 0), count(10, 1, sex="f")])
    assert len(found.withhold) == 1
    assert verdict([count(32, 0), count(10, 1, sex="f")]).withhold == frozenset()


def test_a_part_that_was_published_before_withholds_the_whole() -> None:
    found = verdict([count(12, 0)], [out(10, sex="f")])
    assert found.withhold == {0}


def test_a_subset_by_area_is_found_through_the_places_above() -> None:
    parents = {"place": {"town": "county", "village": "county"}}
    found = verdict([count(43, 0, place="county")], [out(40, place="town")], parents=parents)
    assert found.withhold == {0}
    assert verdict([count(43, 0, place="county")], [out(40, place="town")]).withhold == frozenset()


def test_successive_rolling_years_do_not_tell_a_quarter() -> None:
    """Two years that overlap by three quarters differ by the quarters at either end."""
    old = [
        out(100, "2024-01-01", "2024-12-31"),
        out(20, "2024-01-01", "2024-03-31"),
        out(None, "2025-01-01", "2025-03-31"),
    ]
    small = verdict([count(83, 0, "2024-04-01", "2025-03-31")], old)
    assert small.withhold == {0}
    large = verdict([count(103, 0, "2024-04-01", "2025-03-31")], old)
    assert large.withhold == frozenset()


def test_a_year_and_three_of_its_quarters_tell_the_fourth() -> None:
    quarters = [
        out(20, "2024-04-01", "2024-06-30"),
        out(30, "2024-07-01", "2024-09-30"),
        out(25, "2024-10-01", "2024-12-31"),
    ]
    assert verdict([count(78, 0, "2024-04-01", "2025-03-31")], quarters).withhold == {0}
    assert verdict([count(75, 0, "2024-04-01", "2025-03-31")], quarters).withhold == frozenset()
    assert verdict([count(95, 0, "2024-04-01", "2025-03-31")], quarters).withhold == frozenset()


def test_the_rest_of_a_proportion_is_a_count_too() -> None:
    part, whole = count(10, 0, kind="yes"), count(12, 0, kind="asked")
    found = verdict([part, whole], within=[(part.cell, whole.cell)])
    assert found.withhold == {0}


def test_a_figure_shared_by_two_tables_is_withheld_in_both() -> None:
    first = [count(3, 0, sex="f"), count(20, 1, sex="m"), count(23, 2)]
    again = New(cell=first[1].cell, count=20, low=20, high=20, printed_by=(3,))
    found = verdict([*first, again], withheld=[0])
    assert found.withhold in ({1, 3}, {2})


def test_what_was_withheld_before_stays_shielded() -> None:
    before = [out(None, sex="f"), out(None, sex="m"), out(23)]
    found = verdict([count(20, 0, sex="m")], before)
    assert found.withhold == {0}


def test_a_revised_figure_binds_nothing_to_the_old_one() -> None:
    found = verdict([count(21, 0, sex="m"), count(50, 1)], [out(20, sex="m"), out(25, sex="f")])
    assert found.exposed == ()


def test_what_other_publications_count_is_another_matter() -> None:
    other = Printed(cell=cell("offenders", {"sex": "f"}), low=10, high=10)
    assert verdict([count(12, 0)], [other]).withhold == frozenset()


def test_the_ledger_keeps_what_was_printed_and_sees_a_change(tmp_path: Path) -> None:
    path = tmp_path / "tables.jsonl"
    first = Publication(
        name="first", published="2025-01-01T00:00:00+00:00", printed=(out(None, sex="f"), out(9))
    )
    second = Publication(name="second", published="2025-02-01T00:00:00+00:00", printed=(out(8, sex="f"),))
    enter(path, first)
    enter(path, second)
    assert [each.name for each in entries(path)] == ["first", "second"]
    assert known(entries(path))[cell(ABOUT, {"sex": "f"})].low == 8
    lines = path.read_bytes().splitlines(keepends=True)
    for altered in (lines[1:], [lines[0].replace(b"9", b"7"), lines[1]], [lines[1], lines[0]]):
        path.write_bytes(b"".join(altered))
        with pytest.raises(OperatorMistake, match="was altered, or a line was removed"):
            entries(path)
