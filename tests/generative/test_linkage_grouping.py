"""Whatever pairs are compared, the groups are those that plain loops find."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from desist.linkage.grouping import grouped
from tests.reference import linkage as slow

RECORDS = 7
STRONGEST, NOT_COMPARED = 12.0, -6.0
PAIRS = st.tuples(st.integers(0, RECORDS - 1), st.integers(0, RECORDS - 1)).filter(
    lambda pair: pair[0] < pair[1]
)


@given(
    st.dictionaries(PAIRS, st.booleans(), max_size=21),
    st.integers(0, 2**32 - 1),
)
def test_groups_are_those_of_the_slow_rule(compared: dict[tuple[int, int], bool], seed: int) -> None:
    # Weights are drawn without two alike, so that which merge comes first is never a toss-up.
    drawn = np.random.default_rng(seed).uniform(0.1, STRONGEST, len(compared))
    weights = {
        pair: float(size if good else -size)
        for (pair, good), size in zip(compared.items(), drawn, strict=True)
    }
    left = np.array([pair[0] for pair in weights], dtype=np.int64)
    right = np.array([pair[1] for pair in weights], dtype=np.int64)
    found = grouped(
        RECORDS, left, right, np.array(list(weights.values())), strongest=STRONGEST, not_compared=NOT_COMPARED
    )
    assert found.tolist() == slow.grouped(RECORDS, weights, strongest=STRONGEST, not_compared=NOT_COMPARED)


@given(st.lists(st.integers(0, 3), min_size=1, max_size=12))
def test_what_is_plain_is_found(truth: list[int]) -> None:
    pairs = [(one, other) for one in range(len(truth)) for other in range(one + 1, len(truth))]
    weights = np.array([8.0 if truth[one] == truth[other] else -8.0 for one, other in pairs])
    left, right = (np.array([pair[side] for pair in pairs], dtype=np.int64) for side in (0, 1))
    found = grouped(len(truth), left, right, weights, strongest=STRONGEST, not_compared=NOT_COMPARED)
    assert found.tolist() == [truth.index(each) for each in truth]
