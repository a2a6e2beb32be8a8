"""A change parted into mix and rate adds up, and each part is nothing when its cause is absent."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desist.measures.reoffending.mix import Counted, mix_and_rate
from desist.vocabulary.mistake import OperatorMistake


def of(**groups: tuple[int, int]) -> dict[str, Counted]:
    return {name: Counted(reoffenders=r, people=n) for name, (r, n) in groups.items()}


def test_by_hand() -> None:
    """Half first-timers at 10% and half persistent at 50% become 30:70 at 12% and 50%."""
    got = mix_and_rate(of(first=(10, 100), persistent=(50, 100)), of(first=(36, 300), persistent=(350, 700)))
    assert (got.before, got.now, got.change) == pytest.approx((30.0, 38.6, 8.6))
    assert got.mix == pytest.approx(100 * (-0.2 * 0.11 + 0.2 * 0.5))
    assert got.rate == pytest.approx(100 * 0.4 * 0.02)
    assert got.lower < got.rate < got.upper


def test_other_people_only_is_all_mix() -> None:
    got = mix_and_rate(of(a=(10, 100), b=(50, 100)), of(a=(1, 10), b=(150, 300)))
    assert got.rate == pytest.approx(0, abs=1e-12)
    assert got.mix == pytest.approx(got.change)


def test_the_same_people_doing_otherwise_is_all_rate() -> None:
    got = mix_and_rate(of(a=(10, 100), b=(50, 100)), of(a=(40, 200), b=(90, 200)))
    assert got.mix == pytest.approx(0, abs=1e-12)
    assert got.rate == pytest.approx(got.change)


def test_one_group_has_newcombes_interval() -> None:
    """METHODS 6.2: 56/70 against 48/80 is 0.2000 (0.0524, 0.3339)."""
    got = mix_and_rate(of(all=(48, 80)), of(all=(56, 70)))
    assert (got.rate, got.lower, got.upper) == pytest.approx((20.0, 5.24, 33.39), abs=0.006)


def test_a_group_of_one_period_is_mix_and_is_named() -> None:
    got = mix_and_rate(of(a=(10, 100)), of(a=(10, 100), b=(50, 100)))
    assert got.one_sided == ("b",)
    assert got.rate == 0
    assert got.mix == pytest.approx(got.change) == pytest.approx(20.0)


@given(
    st.dictionaries(st.sampled_from("abcde"), st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=1),
    st.dictionaries(st.sampled_from("abcde"), st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=1),
)
def test_mix_and_rate_always_add_up(
    before: dict[str, tuple[int, int]], now: dict[str, tuple[int, int]]
) -> None:
    def counted(groups: dict[str, tuple[int, int]]) -> dict[str, Counted]:
        return of(**{name: (min(r, n), n) for name, (r, n) in groups.items()}, zz=(1, 2))

    got = mix_and_rate(counted(before), counted(now))
    assert got.mix + got.rate == pytest.approx(got.change, abs=1e-9)
    assert sum(part.mix + part.rate for part in got.parts) == pytest.approx(got.change, abs=1e-9)
    assert got.lower <= got.rate <= got.upper
    back = mix_and_rate(counted(now), counted(before))
    assert back.mix == pytest.approx(-got.mix, abs=1e-9)


def test_impossible_counts_are_a_sentence() -> None:
    with pytest.raises(OperatorMistake, match="no people in the period now"):
        mix_and_rate(of(a=(1, 2)), {})
    with pytest.raises(OperatorMistake, match="3 reoffenders out of 2"):
        mix_and_rate(of(a=(3, 2)), of(a=(1, 2)))
