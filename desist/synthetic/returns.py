"""Made-up returns of the partners: satisfaction, referrals, incidents, triage, custody."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from desist.synthetic.county import DURHAM, SCALE
from desist.synthetic.dice import Dice
from desist.synthetic.street import INCIDENTS, MONTHS, SEASON
from desist.synthetic.table import Row, table
from desist.vocabulary.period import Every, Period

QUARTERS = tuple(Period(date(2021, 1, 1), date(2025, 3, 31)).steps(Every.QUARTER))
PLACE = "Durham Constabulary"

# Share of victims satisfied, and what is added to it in the last quarter.
FACETS = {
    "satisfied_ease_of_contact": (0.92, 0.0),
    "satisfied_arrival_time": (0.80, -0.01),
    "satisfied_actions_taken": (0.78, 0.0),
    "satisfied_follow_up": (0.72, -0.16),
    "satisfied_treatment": (0.91, 0.01),
    "satisfied_whole_experience": (0.81, 0.0),
}
ANTISOCIAL_SHARE = 0.1  # of all incidents, at the start


def returns(only: Collection[str] = ()) -> str:
    """Every return as one file of the general contract, or those of the measures named."""

    def rows() -> Iterator[Row]:
        for row in (*_satisfaction(), *_quarterly(), *_monthly()):
            if not only or row["measure"] in only:
                yield {"place": PLACE, **row}

    return table("local.series", rows())


def _quarter(period: Period) -> str:
    return f"{period.start.year}-Q{(period.start.month + 2) // 3}"


def _satisfaction() -> Iterator[Row]:
    for measure, (share, last) in FACETS.items():
        dice = Dice(measure)
        for period in QUARTERS:
            asked = dice.whole(180, 240)
            likely = share + (last if period == QUARTERS[-1] else 0.0)
            yield {
                "measure": measure,
                "period": _quarter(period),
                "numerator": dice.part(asked, likely),
                "denominator": asked,
                "note": "deff=1.2",
            }


def _quarterly() -> Iterator[Row]:
    referred, restored, visits, held, calls = (
        Dice(name) for name in ("referred", "restored", "visits", "held", "calls")
    )
    for number, period in enumerate(QUARTERS):
        at = _quarter(period)
        # A better way of referring, from the eleventh quarter on.
        expected = 420 + (90 if number >= 10 else 0)
        yield {"measure": "victim_service_referrals", "period": at, "numerator": referred.count(expected)}
        yield {"measure": "rj_referrals", "period": at, "numerator": restored.count(34)}
        yield {"measure": "custody_visits", "period": at, "numerator": visits.count(19)}
        yield {"measure": "place_of_safety_detentions", "period": at, "numerator": held.count(0.4)}
        asked = calls.whole(80, 110)
        supported = calls.part(asked, 0.29 + 0.006 * number)
        yield {
            "measure": "mental_health_triage_share",
            "period": at,
            "numerator": supported,
            "denominator": asked,
        }


def _monthly() -> Iterator[Row]:
    incidents, health = Dice("incidents"), Dice("mental health")
    base = INCIDENTS[DURHAM][0] / SCALE / ANTISOCIAL_SHARE
    for month in MONTHS:
        at = f"{month.start:%Y-%m}"
        expected = base * (5 + SEASON[month.start.month - 1]) / 6
        yield {"measure": "all_incidents", "period": at, "numerator": incidents.count(expected)}
        yield {"measure": "mental_health_incidents", "period": at, "numerator": health.count(31)}
