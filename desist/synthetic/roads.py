"""Made-up road casualties of the county, in the shape of STATS19."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from desist.synthetic.dice import Dice
from desist.synthetic.table import Row, table

CRASH = date(2016, 3, 1)  # from here on more injuries are classed as serious
COUNCILS = {"County Durham": 0.83, "Darlington": 0.17}
MODES = {"Car": 0.6, "Pedestrian": 0.13, "Powered 2 Wheeler": 0.11, "Pedal Cycle": 0.1, "Other": 0.06}
SEXES = {"Male": 0.62, "Female": 0.38}
AGES = {
    "0-10": 0.04,
    "11-15": 0.05,
    "16-20": 0.14,
    "21-25": 0.14,
    "26-55": 0.42,
    "56-75": 0.15,
    "Over 75": 0.06,
}


def casualties(first: int, last: int) -> str:
    """Everybody hurt in a collision in these calendar years; one row a person."""

    def rows() -> Iterator[Row]:
        for year in range(first, last + 1):
            dice = Dice("roads", year)
            fewer = 0.985 ** (year - first)
            days = (date(year + 1, 1, 1) - date(year, 1, 1)).days
            number = 0
            hurt = [
                ("Fatal", 17 * fewer),
                ("Serious", 62.0 if year < CRASH.year else 88.0),
                ("Slight", 200 * fewer),
            ]
            for severity, expected in hurt:
                for day in sorted(dice.whole(0, days - 1) for _ in range(dice.count(expected))):
                    number += 1
                    yield {
                        "reference": f"{year}{number:06d}",
                        "date": date(year, 1, 1) + timedelta(days=day),
                        "mode": _any(dice, MODES),
                        "casualty_severity": severity,
                        "collision_severity": severity,
                        "sex": _any(dice, SEXES),
                        "ageband": _any(dice, AGES),
                        "area_name": _any(dice, COUNCILS),
                    }

    return table("stats19.casualties", rows())


def _any(dice: Dice, shares: dict[str, float]) -> str:
    return dice.one_of(list(shares), list(shares.values()))
