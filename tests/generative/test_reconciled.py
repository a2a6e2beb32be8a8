"""Whatever is counted on the way, the parts of a difference add up to it: in people and in points."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desist.measures.reoffending.reconciled import ORDER, Cause, Counted, Step, parted


@st.composite
def counted(draw: st.DrawFn) -> Counted:
    offenders = draw(st.integers(1, 5_000))
    reoffenders = draw(st.integers(0, offenders))
    more = draw(st.integers(0, 9_000)) if reoffenders else 0
    return Counted(offenders=offenders, reoffenders=reoffenders, reoffences=reoffenders + more)


@given(local=counted(), official=counted(), after=st.lists(st.none() | counted(), min_size=4, max_size=4))
def test_the_parts_add_up(local: Counted, official: Counted, after: list[Counted | None]) -> None:
    steps = [
        Step(cause=cause, put_right="", counted=each, why_not="" if each else "not held")
        for cause, each in zip(ORDER, after, strict=True)
    ]
    found = parted(local, steps, official)
    assert [each.cause for each in found] == [*ORDER, Cause.UNEXPLAINED]
    for name in ("offenders", "reoffenders", "reoffences"):
        whole = getattr(local, name) - getattr(official, name)
        assert sum(getattr(each, name) for each in found) == whole
    points = [each.points for each in found]
    assert None not in points
    assert abs(sum(each or 0 for each in points) - ((local.rate or 0) - (official.rate or 0))) < 1e-9
    for step, part in zip(steps, found, strict=False):
        if step.counted is None:
            assert (part.offenders, part.reoffenders, part.reoffences) == (0, 0, 0)
            assert part.why_not == "not held"


def test_without_offenders_or_reoffenders_there_is_no_rate_to_take_apart() -> None:
    nobody = Counted(offenders=0, reoffenders=0, reoffences=0)
    some = Counted(offenders=40, reoffenders=0, reoffences=0)
    (part,) = parted(nobody, [], some)
    assert (part.offenders, part.points, part.per_reoffender) == (-40, None, None)
    assert (some.rate, some.per_reoffender) == (0, None)
