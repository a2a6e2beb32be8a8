"""Ids are stable: whatever is grouped anew, nobody's id changes without need, and none is used twice."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from desist.linkage.person_ids import Kind, named, person_id

BEFORE = st.one_of(st.none(), st.integers(1, 4).map(person_id))
RECORDS = st.lists(st.tuples(BEFORE, st.integers(0, 4)), max_size=14)
NEXT = 5


@given(RECORDS)
def test_a_group_is_a_person_and_a_person_a_group(records: list[tuple[str | None, int]]) -> None:
    found = named([old for old, _ in records], [group for _, group in records], NEXT)
    assert len(set(zip(found.ids, (group for _, group in records), strict=True))) == len(set(found.ids))
    assert len(set(found.ids)) == len({group for _, group in records})


@given(RECORDS)
def test_an_unchanged_group_keeps_its_id(records: list[tuple[str | None, int]]) -> None:
    found = named([old for old, _ in records], [group for _, group in records], NEXT)
    for old in {old for old, _ in records if old}:
        its_groups = {group for was, group in records if was == old}
        with_it = {was for was, group in records if group in its_groups}
        if len(its_groups) == 1 and with_it <= {old, None}:
            assert {each for each, (was, _) in zip(found.ids, records, strict=True) if was == old} == {old}
            assert not [each for each in found.changes if each.before == old]


@given(RECORDS)
def test_every_record_that_changed_is_in_the_log_once(records: list[tuple[str | None, int]]) -> None:
    found = named([old for old, _ in records], [group for _, group in records], NEXT)
    logged = Counter(number for each in found.changes for number in each.records)
    changed = {
        number for number, (old, _) in enumerate(records) if old is not None and found.ids[number] != old
    }
    assert logged == Counter(changed)
    for each in found.changes:
        assert {records[number][0] for number in each.records} == {each.before}
        assert {found.ids[number] for number in each.records} == {each.now}
        assert (each.kind is Kind.MERGED) == (each.before not in found.ids)


@given(RECORDS)
def test_new_ids_are_new(records: list[tuple[str | None, int]]) -> None:
    found = named([old for old, _ in records], [group for _, group in records], NEXT)
    given_out = set(found.ids) - {old for old, _ in records}
    assert given_out == {person_id(number) for number in range(NEXT, found.next_number)}


@given(RECORDS)
def test_linking_again_changes_nothing(records: list[tuple[str | None, int]]) -> None:
    groups = [group for _, group in records]
    once = named([old for old, _ in records], groups, NEXT)
    again = named(list(once.ids), groups, once.next_number)
    assert (again.ids, again.changes) == (once.ids, ())
