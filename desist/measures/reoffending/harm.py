"""How much harm reoffending does, and how much of it a few people do.

Every reoffence counts with the weight of its offence in days, from a version of a table that is passed in and
printed with the result. All offences of one incident are added up (METHODS 5.3).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from desist.intervals.missing import Interval
from desist.intervals.single import proportion_interval
from desist.measures.reoffending.columns import Column, Counts
from desist.vocabulary.mistake import OperatorMistake

# A year of imprisonment: from here on an offence is of high harm (METHODS 5.3).
HIGH_HARM_DAYS = 365
POWER_FEW = (1, 5)


@dataclass(frozen=True, kw_only=True)
class Weights:
    """A dated table of harm: days for one offence of each code, such as the Cambridge Crime Harm Index."""

    version: str
    days: Mapping[str, float]

    def __post_init__(self) -> None:
        if not self.version.strip():
            raise OperatorMistake(
                "A table of harm weights has no version.", hint="Name the index and its year."
            )
        below = [code for code, days in self.days.items() if not days >= 0]
        if below:
            raise OperatorMistake(
                f"The harm weight of offence '{below[0]}' ({self.version}) is not 0 or more."
            )


@dataclass(frozen=True, kw_only=True)
class Harmed:
    """The harm of each person's reoffences, in days: 0 for whoever did not reoffend.

    ``worst`` is the heaviest single offence of each person and ``offences`` how many were counted;
    ``unweighted`` maps each code the table does not hold to how many offences bear it. These add no harm, so
    every figure made from this is too low where there are any.
    """

    version: str
    days: Column
    worst: Column
    offences: Counts
    unweighted: Mapping[str, int]


@dataclass(frozen=True, kw_only=True)
class HarmFigures:
    """The harm of a cohort's reoffending, in days by the version of weights it names.

    ``per_offender`` and ``median`` are over everybody, ``per_reoffender`` over those who reoffended (None
    where nobody did). ``high_harm`` is the percent with an offence of 365 days or more. ``gini`` is 0 when
    all harm is shared evenly and near 1 when one person does it all; ``power_few`` gives, for the top 1% and
    5% of people, the percent of all harm they do (None where there is no harm). ``trimmed`` is the mean
    without the lowest and the highest tenth.
    """

    version: str
    people: int
    reoffenders: int
    offences: int
    unweighted: int
    total: float
    per_offender: float
    per_reoffender: float | None
    median: float
    median_of_reoffenders: float | None
    trimmed: float
    high_harm: float
    high_harm_interval: Interval
    gini: float | None
    power_few: Mapping[int, float | None]

    @property
    def sentence(self) -> str:
        """The figure as it may be printed: with its version, and with what it leaves out."""
        said = f"{self.per_offender:,.1f} days of harm per offender ({self.version})"
        if not self.unweighted:
            return f"{said}."
        return f"{said}; {self.unweighted:,} of {self.offences:,} offences have no weight and count as none."


def harm_of_people(people: int, person: Counts, offence: Sequence[str], weights: Weights) -> Harmed:
    """Add up the harm of each person's reoffences.

    ``people`` is how many are in the cohort; ``person`` (0 to people - 1) and ``offence`` (a code) have one
    entry for each reoffence. Raises OperatorMistake for a person who is not in the cohort.
    """
    if len(person) != len(offence):
        raise OperatorMistake(f"There are {len(offence):,} offences for {len(person):,} people who did them.")
    if len(person) and (person.min() < 0 or person.max() >= people):
        raise OperatorMistake(f"A reoffence belongs to nobody in the cohort of {people:,} people.")
    codes, which, counts = np.unique(np.asarray(offence, dtype=str), return_inverse=True, return_counts=True)
    days = np.array([weights.days.get(code, np.nan) for code in codes.tolist()], dtype=np.float64)
    unheld = {code: int(n) for code, n, d in zip(codes.tolist(), counts, days, strict=True) if np.isnan(d)}
    of_each = np.nan_to_num(days)[which]
    worst = np.zeros(people)
    np.maximum.at(worst, person, of_each)
    return Harmed(
        version=weights.version,
        days=np.bincount(person, weights=of_each, minlength=people).astype(np.float64),
        worst=worst,
        offences=np.bincount(person, minlength=people).astype(np.int64),
        unweighted=unheld,
    )


def harm_figures(harm: Harmed, *, confidence: float = 0.95) -> HarmFigures:
    """The figures of harm that a report prints. Raises OperatorMistake for a cohort of nobody."""
    people = len(harm.days)
    if not people:
        raise OperatorMistake("There is nobody in the cohort, so no harm per offender can be given.")
    again = harm.offences > 0
    high = int((harm.worst >= HIGH_HARM_DAYS).sum())
    ends = proportion_interval(high, people, confidence=confidence)
    return HarmFigures(
        version=harm.version,
        people=people,
        reoffenders=int(again.sum()),
        offences=int(harm.offences.sum()),
        unweighted=sum(harm.unweighted.values()),
        total=float(harm.days.sum()),
        per_offender=float(harm.days.mean()),
        per_reoffender=float(harm.days[again].mean()) if again.any() else None,
        median=float(np.median(harm.days)),
        median_of_reoffenders=float(np.median(harm.days[again])) if again.any() else None,
        trimmed=trimmed_mean(harm.days),
        high_harm=100 * high / people,
        high_harm_interval=Interval(100 * ends.lower, 100 * ends.upper),
        gini=gini(harm.days),
        power_few={percent: share_of_top(harm.days, percent) for percent in POWER_FEW},
    )


def gini(harm: Column) -> float | None:
    """How unevenly harm is spread over people: 0 evenly, towards 1 all by one; None where there is none.

    The mean difference of all pairs of people, divided by twice the mean.
    """
    total = float(harm.sum())
    if total == 0:
        return None
    n = len(harm)
    rank = np.arange(1, n + 1)
    # Rounding may leave a speck below 0 when all do the same.
    return max(0.0, float(((2 * rank - n - 1) * np.sort(harm)).sum()) / (n * total))


def share_of_top(harm: Column, percent: float) -> float | None:
    """The percent of all harm done by the top so many percent of people; None where there is none.

    A share that is no whole number of people takes the next person's harm in part.
    """
    total = float(harm.sum())
    if total == 0:
        return None
    wanted = len(harm) * percent / 100
    whole = int(wanted)
    most = np.sort(harm)[::-1]
    part = (wanted - whole) * float(most[whole]) if whole < len(harm) else 0.0
    return 100 * (float(most[:whole].sum()) + part) / total


def trimmed_mean(harm: Column, share: float = 0.1) -> float:
    """The mean without the lowest and the highest share of people (rounded down to whole people)."""
    if not 0 <= share < 0.5:
        raise OperatorMistake(f"A share of {share} cannot be left out at both ends.", hint="Use 0.1.")
    cut = int(share * len(harm))
    return float(np.sort(harm)[cut : len(harm) - cut].mean())
