"""A target: whether this figure meets it, and whether the process as it stands ever can."""

from __future__ import annotations

import pytest

from desist.comparison.series import line_up
from desist.comparison.target import Target, against_target
from desist.vocabulary.measure import Kind
from desist.vocabulary.mistake import OperatorMistake
from desist.vocabulary.signal import Better, Signal, Verdict
from tests.unit.comparison.series_of import monthly

STEADY = [60.0, 62.0] * 6  # limits 55.7 to 66.3


def signal(target: float, better: Better = Better.HIGHER, values: list[float | None] | None = None) -> Signal:
    series = line_up(monthly(values or list(STEADY)))
    return against_target(series, Target(value=target), better=better, kind=Kind.PROPORTION)


@pytest.mark.parametrize(
    ("target", "better", "verdict", "direction"),
    [
        (67, Better.HIGHER, Verdict.CONCERN, -1),
        (55, Better.HIGHER, Verdict.IMPROVEMENT, 1),
        (61, Better.HIGHER, Verdict.NO_CHANGE, 0),
        (67, Better.LOWER, Verdict.IMPROVEMENT, -1),
        (55, Better.LOWER, Verdict.CONCERN, 1),
    ],
)
def test_the_verdict_is_on_the_process(
    target: float, better: Better, verdict: Verdict, direction: int
) -> None:
    found = signal(target, better)
    assert (found.verdict, found.direction, found.against) == (verdict, direction, "target")


def test_the_sentence_says_what_will_happen() -> None:
    assert signal(61).reason == (
        "62.0% in December 2023 meets the target of 61.0%; as things stand it will be met at some times and "
        "missed at others, since ordinary variation is 55.7% to 66.3% and it was met in 6 of 12 figures."
    )
    assert "misses the target of 67.0%; as things stand it will not be met," in signal(67).reason
    assert "as things stand it will go on being met" in signal(55).reason


def test_too_few_figures_still_say_whether_the_last_met_it() -> None:
    found = signal(60, values=[59, None, 61])
    assert found.verdict is Verdict.TOO_FEW
    assert found.reason == (
        "61.0% in March 2023 meets the target of 60.0%, "
        "but only 2 of the 12 figures needed to judge it are held."
    )
    assert signal(60, values=[*STEADY, None]).reason == "There is no figure for January 2024."


def test_a_target_without_a_better_direction_is_refused() -> None:
    with pytest.raises(OperatorMistake, match="neither direction is stated as better"):
        signal(60, Better.NEITHER)
