"""A figure against a target, and whether the process as it stands can meet it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from desist.comparison.alike import refuse
from desist.comparison.past import chart
from desist.comparison.series import Series
from desist.comparison.wording import day_written, line_written, when, written
from desist.comparison.xmr import Assurance, assurance
from desist.vocabulary.measure import Kind
from desist.vocabulary.signal import Better, Signal, Verdict, verdict_of

TARGET = "target"


@dataclass(frozen=True, kw_only=True)
class Target:
    """A figure someone chose to reach, in the measure's printed unit; ``chosen_by`` says who and when."""

    value: float
    chosen_by: str = ""


def met(value: float, target: Target, better: Better) -> bool:
    """Whether a figure reaches its target: at least it where higher is better, at most it where lower is."""
    return value >= target.value if better is Better.HIGHER else value <= target.value


def against_target(
    series: Series, target: Target, *, better: Better, kind: Kind, unit: str = "", screen: bool = True
) -> Signal:
    """Judge whether a target will be met always, never or at some times, if nothing is changed.

    The target is laid against the process limits of the figures since the last recording change: outside
    them it is met always or never, inside at some times. One figure on the right side of a target says
    little, so the verdict is on the process. Fewer than 12 figures are too few to say.
    Raises OperatorMistake for a measure of which neither direction is better. Source: METHODS 9.2.
    """
    reading = series.last
    if better is Better.NEITHER:
        refuse(f"'{reading.measure}' has a target, but neither direction is stated as better.")
    aim = written(target.value, kind, unit)
    if reading.value is None:
        reason = f"There is no figure for {reading.period}."
        return Signal(verdict=Verdict.TOO_FEW, against=TARGET, reason=reason)
    figure = f"{written(reading.value, kind, unit)} {when(reading.period)}"
    if reading.as_at is not None:
        reason = (
            f"{figure} is provisional as at {day_written(reading.as_at)}, and the target of {aim} is for the "
            "final figure."
        )
        return Signal(verdict=Verdict.TOO_FEW, against=TARGET, reason=reason)
    said = f"{figure} {'meets' if met(reading.value, target, better) else 'misses'} the target of {aim}"
    drawn = chart(series, better=better, screen=screen)
    held = drawn.values[drawn.groups == drawn.groups[-1]]
    held = held[~np.isnan(held)]
    limits = drawn.last_limits
    if limits is None or drawn.too_few:
        reason = f"{said}, but only {len(held)} of the {drawn.fewest} figures needed to judge it are held."
        return Signal(verdict=Verdict.TOO_FEW, against=TARGET, reason=reason)
    times = sum(met(float(value), target, better) for value in held)
    icon = assurance(limits, target.value, better)
    # Where the process lies: all of it above the target, or all of it below.
    direction = int(target.value < limits.lower) - int(target.value > limits.upper)
    future = {
        Assurance.PASS: "as things stand it will go on being met",
        Assurance.FAIL: "as things stand it will not be met",
        Assurance.INCONSISTENT: "as things stand it will be met at some times and missed at others",
    }[icon]
    ordinary = f"{line_written(limits.lower, kind)} to {line_written(limits.upper, kind)}"
    return Signal(
        verdict=verdict_of(direction, better),
        against=TARGET,
        reason=f"{said}; {future}, since ordinary variation is {ordinary} "
        f"and it was met in {times} of {len(held)} figures.",
        rule=icon.value,
        direction=direction,
    )
