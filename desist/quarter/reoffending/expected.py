"""Is reoffending higher than was to be expected of these people? Observed against expected, for groups.

Figures about groups and nothing else: no score of a person leaves this file. Source: METHODS 1.5 and 2.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from desist.measures.reoffending.adjusted import (
    CalibrationRow,
    Recalibration,
    adjusted_rate,
    calibration_table,
    observed_expected,
    recalibrated,
)
from desist.measures.reoffending.columns import Column, Flags
from desist.measures.reoffending.histories import INDICATIVE, Predicted, Refusal
from desist.measures.reoffending.ogrs3 import ogrs3
from desist.measures.reoffending.ogrs4 import ogrs4
from desist.partnership.office import SmallNumbers
from desist.quarter.reader import Reader
from desist.quarter.reoffending.people_followed import (
    ALL,
    Followed,
    histories_of,
    mature_period,
    people_followed,
)
from desist.quarter.reoffending.small_groups import mark_of, too_few
from desist.vocabulary.mark import Mark
from desist.vocabulary.mistake import OperatorMistake, nearest
from desist.vocabulary.period import Period, add_months

MODELS = ("OGRS3", "OGRS4/G")
TENTHS = 10
NO_SEX = "the person's sex is not recorded"


@dataclass(frozen=True, kw_only=True)
class ExpectedRow:
    """One group: how many reoffended, how many were expected to, and the rates, in percent.

    ``people`` are those with a prediction and ``left_out`` those without. Below the partnership's small
    number there is no figure: ``mark`` is [c] and ``why`` says so.
    """

    level: str
    people: int
    left_out: int
    mark: Mark
    why: str = ""
    observed: int | None = None
    expected: float | None = None
    ratio: float | None = None
    ratio_lower: float | None = None
    ratio_upper: float | None = None
    rate: float | None = None
    adjusted: float | None = None
    adjusted_lower: float | None = None
    adjusted_upper: float | None = None


@dataclass(frozen=True, kw_only=True)
class Expected:
    """Reoffending of the cohorts of a period against what was expected, and how the model was fitted.

    The first row is everybody; the others follow the breakdown ``by``. ``base`` is the period whose cohorts
    the model was fitted to (``fit``) and whose people the adjusted rate is put to; ``held_out`` is false
    where it is the period itself. ``calibration`` has predicted beside observed, lowest prediction first.
    """

    place: str
    period: Period
    source: str
    reaches_to: date
    by: str
    model: str
    output: str
    base: Period
    base_place: str
    held_out: bool
    base_rate: float
    fit: Recalibration
    rows: tuple[ExpectedRow, ...]
    calibration: tuple[CalibrationRow, ...]
    not_scored: Mapping[str, int]
    note: str = INDICATIVE

    @property
    def fitted(self) -> str:
        """How the model was fitted, in words that must stand beside the figures."""
        said = (
            f"{self.model} ({self.output}), recalibrated to one-year proven reoffending on "
            f"{self.fit.people:,} people of the cohorts of {self.base} in {self.base_place}: log-odds = "
            f"{self.fit.intercept:.3f} + {self.fit.slope:.3f} × predicted log-odds (standard errors "
            f"{self.fit.intercept_error:.3f} and {self.fit.slope_error:.3f})."
        )
        if self.held_out:
            return said
        return (
            f"{said} The people it was fitted to are among those judged: all of them together come out as "
            "expected, and only groups among them can differ."
        )


@dataclass(frozen=True, kw_only=True)
class Scored:
    """People of a period with the chance a model gives each, and why some have none."""

    people: Followed
    predicted: Predicted
    chance: Column
    not_scored: Mapping[str, int]


def expected(
    reader: Reader,
    place: str,
    *,
    rule: SmallNumbers,
    start: str = "",
    end: str = "",
    by: str = "",
    model: str = "OGRS3",
    base_place: str = "",
    base_start: str = "",
    base_end: str = "",
) -> Expected:
    """Set the reoffending of a place's cohorts against what was to be expected of the people in them.

    ``start`` and ``end`` are months (the newest mature year when left out). The model is fitted to everybody
    of ``base_place`` (a wider place, or the same) in the base period, by default the year before; where no
    year before is held, to the period itself, which the answer says.
    """
    period = mature_period(reader, start, end)
    name = model_meant(model)
    everybody = scored(reader, place, period, name)
    # By disposal a person counts once for each kind received, so everybody is counted apart.
    now = scored(reader, place, period, name, by=by) if by else everybody
    base, held_out = base_of(reader, base_place or place, period, name, base_start, base_end)
    fit = recalibrated(base.people.reoffended, base.chance)
    base_mean = float(np.nanmean(fit.applied(base.chance)))
    rows = [_row(ALL, everybody, fit, everybody.people.everybody(), base_mean, rule)]
    rows += [
        _row(level, now, fit, chosen, base_mean, rule) for level, chosen in now.people.groups(by).items()
    ]
    if rows[0].mark is Mark.CONFIDENTIAL:
        raise OperatorMistake(
            f"Too few people in {now.people.place} in {period} can be scored: {rows[0].why}",
            hint="Ask for a longer period or a wider place.",
        )
    return Expected(
        place=now.people.place,
        period=period,
        source=now.people.source,
        reaches_to=now.people.reaches_to,
        by=by,
        model=name,
        output="one-year output" if name == "OGRS3" else "two-year output",
        base=base.people.period,
        base_place=base.people.place,
        held_out=held_out,
        base_rate=100 * float(base.people.reoffended[~np.isnan(base.chance)].mean()),
        fit=fit,
        rows=tuple(rows),
        calibration=_calibration(everybody.people.reoffended, fit.applied(everybody.chance), rule),
        not_scored=everybody.not_scored,
    )


def model_meant(model: str) -> str:
    """The model's name as it is printed, from any usual spelling of it."""
    plain = {name.lower().replace("/", "").replace("-", ""): name for name in (*MODELS, "OGRS4")}
    found = plain.get(model.lower().replace("/", "").replace("-", ""))
    if found is None:
        raise OperatorMistake(
            f"There is no model '{model}'.", hint=nearest(model, list(MODELS)) or "Use OGRS3 or OGRS4/G."
        )
    return "OGRS4/G" if found == "OGRS4" else found


def scored(reader: Reader, place: str, period: Period, model: str, *, by: str = "") -> Scored:
    """The people of a period's cohorts with what the model predicts, before it is recalibrated."""
    people = people_followed(reader, place, period, by=[by] if by else [])
    told = histories_of(reader, people)
    predicted = ogrs3(told) if model == "OGRS3" else ogrs4(told)
    chance = predicted.two_years if predicted.one_year is None else predicted.one_year
    reasons = {str(reason): n for reason, n in predicted.left_out().items() if reason is not Refusal.NONE}
    unknown = ~people.sex_known & ~np.isnan(chance)
    if unknown.any():
        reasons[NO_SEX] = int(unknown.sum())
    return Scored(
        people=people,
        predicted=predicted,
        chance=np.where(unknown, np.nan, chance),
        not_scored=reasons,
    )


def base_of(
    reader: Reader, place: str, period: Period, model: str, start: str = "", end: str = ""
) -> tuple[Scored, bool]:
    """The people whom the model is fitted to, and whether they are others than those of the period.

    The period asked for, or the year before; the period itself where nobody of the year before is held.
    """
    if start or end:
        base = mature_period(reader, start, end)
        return scored(reader, place, base, model), not _overlap(base, period)
    before = Period(add_months(period.start, -12), period.start - timedelta(days=1))
    earliest = reader.ask("select min(index_date) as first from index_event")[0]["first"]
    if earliest is not None and earliest <= before.start:
        return scored(reader, place, before, model), True
    return scored(reader, place, period, model), False


def _overlap(one: Period, other: Period) -> bool:
    return one.start <= other.end and other.start <= one.end


def _row(
    level: str, people_scored: Scored, fit: Recalibration, chosen: Flags, base_mean: float, rule: SmallNumbers
) -> ExpectedRow:
    outcome, own = people_scored.people.reoffended[chosen], fit.applied(people_scored.chance[chosen])
    people = int((~np.isnan(own)).sum())
    left_out = len(own) - people
    mark = mark_of(people, rule)
    if mark is Mark.CONFIDENTIAL:
        return ExpectedRow(
            level=level, people=people, left_out=left_out, mark=mark, why=too_few(people, rule)
        )
    against = observed_expected(outcome, own)
    rate = adjusted_rate(outcome, own, base_mean=base_mean)
    return ExpectedRow(
        level=level,
        people=people,
        left_out=left_out,
        mark=mark,
        observed=against.observed,
        expected=against.expected,
        ratio=against.ratio,
        ratio_lower=against.lower,
        ratio_upper=against.upper,
        rate=rate.observed,
        adjusted=rate.value,
        adjusted_lower=rate.lower,
        adjusted_upper=rate.upper,
    )


def _calibration(reoffended: Flags, chance: Column, rule: SmallNumbers) -> tuple[CalibrationRow, ...]:
    """Tenths of the people by prediction; fewer groups where a tenth would be unreliably small."""
    people = int((~np.isnan(chance)).sum())
    groups = min(TENTHS, people // rule.unreliable_below)
    if groups < 2:
        return ()
    return calibration_table(reoffended, chance, groups=groups)
