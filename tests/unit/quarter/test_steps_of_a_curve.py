"""A curve of when people come back steps for several people at a time, and tells nothing beside the table."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from desist.quarter.reoffending.pictures import in_steps

PRINTED = (91, 182, 273, 364)


@given(st.lists(st.tuples(st.integers(1, 365), st.integers(1, 4)), max_size=60), st.integers(2, 10))
def test_no_step_tells_of_fewer(drawn: list[tuple[int, int]], fewest: int) -> None:
    found = dict(drawn)
    days = np.array(sorted(found), dtype=float)
    events = np.array([found[int(day)] for day in days], dtype=float)
    so_far = np.cumsum(events)
    known = {0: 0.0}  # what a reader knows: the steps drawn, and the table where it is printed
    by = [int(events[days <= day].sum()) for day in PRINTED]
    shown = [day for at, day in enumerate(PRINTED) if by[at] - (by[at - 1] if at else 0) >= fewest]
    kept = in_steps(days, events, shown, fewest)
    known |= {int(day): float(sum_) for day, sum_ in zip(days[kept], so_far[kept], strict=True)}
    known |= {day: float(events[days <= day].sum()) for day in shown}
    told = [known[day] for day in sorted(known)]
    assert all(after == before or after - before >= fewest for before, after in pairwise(told))
    assert not kept[days > (shown[-1] if shown else 0)].any()


def test_a_few_that_are_left_come_with_the_last_step() -> None:
    days, events = np.array([10.0, 20.0, 30.0, 80.0]), np.array([3.0, 2.0, 5.0, 2.0])
    assert in_steps(days, events, [91], 5).tolist() == [False, True, False, True]
