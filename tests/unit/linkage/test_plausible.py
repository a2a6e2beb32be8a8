"""Plausible divisions into people: as often as the evidence says, checked against every division there is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

import numpy as np
import pytest

from desist.linkage.doubt import between
from desist.linkage.grouping import DECIDED
from desist.linkage.plausible import Pairs, divisions

NEVER, NOT_COMPARED = -10.0, -6.0
Division = tuple[int, ...]


def pairs(count: int, bits: dict[tuple[int, int], float]) -> Pairs:
    left, right = (np.array([pair[side] for pair in bits], dtype=np.int64) for side in (0, 1))
    return Pairs(
        count=count,
        left=left,
        right=right,
        bits=np.array(list(bits.values())),
        not_compared=NOT_COMPARED,
        never=NEVER,
    )


def every_division(count: int) -> Iterator[Division]:
    """Each way to part so many things into groups, numbered in the order in which they come."""
    if count == 0:
        yield ()
        return
    for rest in every_division(count - 1):
        for group in range(max(rest, default=-1) + 2):
            yield (*rest, group)


def exact(count: int, bits: dict[tuple[int, int], float]) -> dict[Division, float]:
    """How likely each division is, by the sum of its pairs' bits; groups that no pair holds are none."""
    found = {}
    for division in every_division(count):
        together = [(a, b) for a, b in combinations(range(count), 2) if division[a] == division[b]]
        if all(_held(division, group, bits) for group in set(division)):
            found[division] = 2.0 ** sum(bits.get(pair, NOT_COMPARED) for pair in together)
    return {division: weight / sum(found.values()) for division, weight in found.items()}


def _held(division: Division, group: int, bits: dict[tuple[int, int], float]) -> bool:
    members = [at for at, each in enumerate(division) if each == group]
    reached = {members[0]}
    for _ in members:
        reached |= {
            each
            for each in members
            if any(bits.get((min(each, one), max(each, one)), NEVER) > NEVER for one in reached - {each})
        }
    return len(reached) == len(members)


def drawn(count: int, bits: dict[tuple[int, int], float], draws: int, seed: int = 1) -> Counter[Division]:
    found: Counter[Division] = Counter()
    for groups in divisions(pairs(count, bits), np.arange(count), draws, seed):
        seen: dict[int, int] = {}
        found[tuple(seen.setdefault(group, len(seen)) for group in groups.tolist())] += 1
    return found


SHAPES = {
    "one doubtful pair": (2, {(0, 1): 1.0}),
    "a chain whose ends were not compared": (3, {(0, 1): 4.0, (1, 2): 3.0}),
    "a triangle that does not agree": (3, {(0, 1): 5.0, (1, 2): 4.0, (0, 2): -3.0}),
    "one against two that are likely one": (3, {(0, 1): 6.0, (0, 2): -0.5, (1, 2): 0.5}),
    "a ring": (4, {(0, 1): 2.0, (1, 2): 1.0, (2, 3): 2.0, (0, 3): -1.0}),
    "five with a pair that never joins": (
        5,
        {(0, 1): 1.0, (0, 2): -2.0, (1, 2): 3.0, (2, 3): 0.0, (3, 4): 2.5, (0, 4): -12.0, (1, 3): -4.0},
    ),
}


@pytest.mark.parametrize("count, bits", SHAPES.values(), ids=SHAPES)
def test_divisions_come_as_often_as_all_of_them_counted_out(
    count: int, bits: dict[tuple[int, int], float]
) -> None:
    draws, wanted = 4000, exact(count, bits)
    found = drawn(count, bits, draws)
    assert set(found) <= set(wanted)
    apart = sum(abs(found[each] / draws - share) for each, share in wanted.items()) / 2
    assert apart < 0.04


def test_one_wrong_record_comes_or_stays_away_with_all_of_a_person_at_once() -> None:
    """By its two pairs drawn apart from one another it would come in a quarter of draws, not in half."""
    weights = np.array([30.0, 0.0, 0.0])
    left, right = np.array([0, 0, 1]), np.array([1, 2, 2])
    things, found = between(3, left, right, weights, np.array([0, 0, 1]))
    assert things.tolist() == [0, 0, 1]
    assert found.bits.tolist() == [0.0]
    joined = [groups[0] == groups[1] for groups in divisions(found, np.arange(2), 2000, 1)]
    assert 0.45 < np.mean(joined) < 0.55


def test_what_people_decided_is_never_drawn_otherwise() -> None:
    weights = np.array([-DECIDED, 5.0, 5.0, DECIDED])
    left, right = np.array([0, 1, 0, 2]), np.array([1, 2, 2, 3])
    things, found = between(4, left, right, weights, np.array([0, 1, 2, 2]))
    for groups in divisions(found, np.arange(found.count), 300, 1):
        assert groups[things[0]] != groups[things[1]]
        assert groups[things[2]] == groups[things[3]]


def test_nothing_in_doubt_is_no_draw_otherwise() -> None:
    weights = np.array([30.0, -30.0, -30.0])
    things, found = between(3, np.array([0, 0, 1]), np.array([1, 2, 2]), weights, np.array([0, 0, 1]))
    assert things.tolist() == [-1, -1, -1]
    assert [groups.tolist() for groups in divisions(found, np.array([]), 2, 1)] == [[], []]


def test_a_seed_repeats_its_draws() -> None:
    count, bits = SHAPES["a ring"]
    assert drawn(count, bits, 50, seed=7) == drawn(count, bits, 50, seed=7) != drawn(count, bits, 50, seed=8)
