"""Why the rate moved: other people in the cohort, or the same kinds of people doing otherwise.

Source: Kitagawa 1955 (measures/reoffending/mix.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from desist.measures.reoffending.mix import Counted, PartedChange, mix_and_rate
from desist.measures.reoffending.ogrs3 import BANDS, percents
from desist.partnership.office import SmallNumbers
from desist.quarter.reader import Reader
from desist.quarter.reoffending.expected import Scored, scored
from desist.quarter.reoffending.people_followed import BY_DISPOSAL, mature_period, people_followed
from desist.quarter.reoffending.small_groups import too_few
from desist.vocabulary.mistake import OperatorMistake
from desist.vocabulary.period import Period

RISK = "risk_band"
USUAL = ("age_band", "previous_offences_band")
THE_REST = "groups too small to be shown"
NOT_SCORED = "not scored"


@dataclass(frozen=True, kw_only=True)
class Change:
    """A change of the reoffending rate between two periods, parted into mix and rate.

    ``by`` are the breakdowns whose levels together make the groups; ``before`` and ``now`` hold each group's
    counts. Groups with too few people in either period are put together and counted as one; ``fewest`` is
    how few may have their counts shown.
    """

    place: str
    earlier: Period
    later: Period
    source: str
    reaches_to: date
    by: tuple[str, ...]
    before: dict[str, Counted]
    now: dict[str, Counted]
    parted: PartedChange
    put_together: int
    fewest: int

    @property
    def sentence(self) -> str:
        """What moved the rate, in a sentence that may be read out."""
        parted = self.parted
        moved = (
            f"Proven reoffending went from {parted.before:.1f}% to {parted.now:.1f}%, "
            f"{_points(parted.change)}: {_points(parted.mix)} because other people were in the cohort, "
            f"{_points(parted.rate)} because like people reoffended at another rate "
            f"(95% interval {parted.lower:+.1f} to {parted.upper:+.1f})."
        )
        if parted.lower <= 0 <= parted.upper:
            return f"{moved} The part of the rate is no more than chance may give."
        return moved


def change(
    reader: Reader,
    place: str,
    *,
    rule: SmallNumbers,
    earlier: tuple[str, str],
    later: tuple[str, str],
    by: Sequence[str] = USUAL,
) -> Change:
    """Part the change of the rate between two periods by the mix of people in each.

    ``earlier`` and ``later`` are the first and last month of each period; ``by`` names breakdowns, or
    risk_band for the bands of OGRS3. Raises OperatorMistake for periods of unequal length and for one with
    too few people.
    """
    first, last = mature_period(reader, *earlier), mature_period(reader, *later)
    if first.months != last.months:
        raise OperatorMistake(
            f"{first} and {last} are not of one length, so their rates are not compared.",
            hint="Choose two years, or the same quarter of two years.",
        )
    if first.end >= last.start:
        raise OperatorMistake(
            f"{first} does not lie before {last}.",
            hint="Give the earlier period to --from and the later one to --to.",
        )
    if BY_DISPOSAL in by and len(by) > 1:
        raise OperatorMistake(
            "By disposal a person counts once for each kind received, which cannot be crossed with another "
            "breakdown.",
            hint="Give disposal alone, or leave it out.",
        )
    before, now = (_counted(reader, place, period, tuple(by)) for period in (first, last))
    for period, groups in ((first, before), (last, now)):
        why = too_few(sum(each.people for each in groups.values()), rule)
        if why:
            raise OperatorMistake(
                f"The rate of {period} rests on too few people. {why}",
                hint="Compare longer periods or a wider place.",
            )
    small = [
        group
        for group in dict.fromkeys((*before, *now))
        if any(too_few(side[group].people, rule) for side in (before, now) if group in side)
    ]
    before, now = _together(before, small), _together(now, small)
    people = people_followed(reader, place, last)
    return Change(
        place=people.place,
        earlier=first,
        later=last,
        source=people.source,
        reaches_to=people.reaches_to,
        by=tuple(by),
        before=before,
        now=now,
        parted=mix_and_rate(before, now),
        put_together=len(small),
        fewest=rule.no_rate_below,
    )


def _counted(reader: Reader, place: str, period: Period, by: tuple[str, ...]) -> dict[str, Counted]:
    columns: list[Sequence[str]] = []
    if RISK in by:
        columns.append(_bands(scored(reader, place, period, "OGRS3")))
    plain = [name for name in by if name != RISK]
    people = people_followed(reader, place, period, by=plain)
    columns = [*columns, *(people.levels[name] for name in plain)]
    names = [" · ".join(levels) for levels in zip(*columns, strict=True)] or ["everybody"] * people.people
    groups, which = np.unique(np.asarray(names), return_inverse=True)
    everyone = np.bincount(which, minlength=len(groups)).tolist()
    again = np.bincount(which, weights=people.reoffended, minlength=len(groups)).astype(int).tolist()
    return {
        name: Counted(reoffenders=r, people=n)
        for name, r, n in zip(groups.tolist(), again, everyone, strict=True)
    }


def _bands(people: Scored) -> list[str]:
    """Each person's band of risk in words; it serves to form groups and is printed for nobody."""
    missing = ~people.predicted.scored
    printed = percents(np.where(missing, 0.5, people.predicted.two_years))
    edges = np.array(list(BANDS.values()))
    names = np.array([f"{name} risk" for name in BANDS])
    band = names[np.searchsorted(edges, printed, side="right") - 1]
    return [str(each) for each in np.where(missing, NOT_SCORED, band)]


def _together(groups: dict[str, Counted], small: Sequence[str]) -> dict[str, Counted]:
    kept = {name: each for name, each in groups.items() if name not in small}
    rest = [each for name, each in groups.items() if name in small]
    if rest:
        kept[THE_REST] = Counted(
            reoffenders=sum(each.reoffenders for each in rest), people=sum(each.people for each in rest)
        )
    return kept


def _points(value: float) -> str:
    return f"{value:+.1f} points".replace("-", "−")
