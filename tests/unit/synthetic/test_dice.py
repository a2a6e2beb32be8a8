"""Draws that are the same every time, and spread as they should be."""

from __future__ import annotations

import pytest

from desist.synthetic.dice import Dice


def test_the_same_name_draws_the_same_on_every_machine() -> None:
    assert [Dice("roads", 2020).whole(0, 999) for _ in range(2)] == [228, 228]
    assert Dice("roads", 2020).between(0, 1) != Dice("roads", 2021).between(0, 1)


@pytest.mark.parametrize("mean", [0.4, 5.0, 49.0, 51.0, 400.0])
def test_counts_scatter_as_events_do(mean: float) -> None:
    dice = Dice("counts", mean)
    counts = [dice.count(mean) for _ in range(4_000)]
    found = sum(counts) / len(counts)
    spread = sum((each - found) ** 2 for each in counts) / len(counts)
    assert min(counts) >= 0
    assert found == pytest.approx(mean, rel=0.06)
    assert spread == pytest.approx(mean, rel=0.12)


def test_parts_add_up_to_the_whole() -> None:
    dice = Dice("parts")
    for whole in (0, 1, 7, 250):
        parts = dice.split(whole, [0.5, 0.3, 0.2])
        assert sum(parts) == whole
        assert min(parts) >= 0


def test_things_are_drawn_by_their_weights() -> None:
    dice = Dice("things")
    drawn = [dice.one_of("ab", [0.0, 1.0]) for _ in range(50)]
    assert set(drawn) == {"b"}
    assert {dice.one_of("ab", [1.0, 1.0]) for _ in range(50)} == {"a", "b"}
    assert {dice.whole(1, 3) for _ in range(80)} == {1, 2, 3}
