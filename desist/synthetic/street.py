"""Made-up street-level crime of two forces, month by month, in the shape of data.police.uk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from desist.synthetic.county import CLEVELAND, DURHAM, SCALE
from desist.synthetic.dice import Dice
from desist.synthetic.table import Row, table
from desist.vocabulary import reference
from desist.vocabulary.period import Every, Period

MONTHS = tuple(Period(date(2022, 1, 1), date(2025, 3, 31)).steps(Every.MONTH))
ANTISOCIAL = "Anti-social behaviour"

# Crimes a month before scaling, at the start; and by what factor a year moves them.
CRIMES = {DURHAM: (4_900, 0.96), CLEVELAND: (5_600, 0.99)}
INCIDENTS = {DURHAM: (1_750, 0.82), CLEVELAND: (1_600, 0.97)}
TYPES = {
    "Violence and sexual offences": 0.40,
    "Criminal damage and arson": 0.135,
    "Shoplifting": 0.1,
    "Public order": 0.085,
    "Other theft": 0.07,
    "Burglary": 0.06,
    "Vehicle crime": 0.05,
    "Drugs": 0.03,
    "Other crime": 0.032,
    "Possession of weapons": 0.01,
    "Robbery": 0.01,
    "Bicycle theft": 0.01,
    "Theft from the person": 0.008,
}
RISING = {"Shoplifting": 1.17}  # against the tide
# January to December: summer brings anti-social behaviour, and crime a little.
SEASON = (0.78, 0.84, 0.97, 1.08, 1.14, 1.18, 1.22, 1.2, 1.05, 1.0, 0.82, 0.72)
OUTCOMES = {
    "Investigation complete; no suspect identified": 0.36,
    "Unable to prosecute suspect": 0.32,
    "Awaiting court outcome": 0.08,
    "Local resolution": 0.05,
    "Offender given a caution": 0.02,
    "Action to be taken by another organisation": 0.04,
    "Under investigation": 0.13,
}
SPOTS = ("Parking Area", "Supermarket", "Petrol Station", "Larch Walk", "Shopping Area", "Sports Area")
UNISSUED = 1_990_001  # neighbourhood codes from E01990001 on belong to no place
CORNERS = {DURHAM: (-1.95, 54.6), CLEVELAND: (-1.35, 54.5)}  # south-west, degrees


@dataclass(frozen=True, kw_only=True)
class Spot:
    """A point to which crimes are moved: its street and its neighbourhood."""

    longitude: str
    latitude: str
    location: str
    lsoa_code: str
    lsoa_name: str


def street(force: str, year: int) -> str:
    """A year of a force's street-level crime as one file."""
    return table(
        "police_uk.street", (row for at in MONTHS if at.start.year == year for row in _month(force, at))
    )


def _month(force: str, at: Period) -> Iterator[Row]:
    dice = Dice("street", force, at.start)
    spots = _spots(force)
    # The busiest point sees far more than the last, so that rows alike in every cell occur, as they do.
    weights = [1 / (rank + 4) for rank in range(len(spots))]
    name = reference.force(force).police_uk_name
    always = {"month": f"{at.start:%Y-%m}", "reported_by": name, "falls_within": name}

    def placed() -> int:
        return dice.one_of(range(len(spots)), weights)

    base, factor = INCIDENTS[force]
    expected = base / SCALE * factor ** _years(at) * SEASON[at.start.month - 1]
    for number in sorted(placed() for _ in range(dice.count(expected))):
        yield {**always, **vars(spots[number]), "crime_type": ANTISOCIAL}
    base, factor = CRIMES[force]
    for crime_type, share in TYPES.items():
        moved = RISING.get(crime_type, factor) ** _years(at)
        season = (3 + SEASON[at.start.month - 1]) / 4
        for number in sorted(placed() for _ in range(dice.count(base / SCALE * share * moved * season))):
            where = {"location": "No Location"} if dice.chance(0.01) else vars(spots[number])
            yield {
                **always,
                **where,
                "crime_id": f"{dice.whole(0, 16**8 - 1):064x}",
                "crime_type": crime_type,
                "last_outcome": dice.one_of(list(OUTCOMES), list(OUTCOMES.values())),
            }


def _years(at: Period) -> float:
    """How many years after the first month."""
    return at.start.year - 2022 + (at.start.month - 1) / 12


def _spots(force: str) -> list[Spot]:
    """Points in made-up neighbourhoods of the force's local authorities, the busiest first."""
    west, south = CORNERS[force]
    found = []
    names = {row["code"]: row["name"] for row in reference.rows("areas")}
    first = UNISSUED if force == DURHAM else UNISSUED + 100
    number = 0
    for letter in "ABCD":
        for middle in (1, 2):
            for council in reference.local_authorities(force):
                code = f"E0{first + number}"
                for spot in (2 * number, 2 * number + 1):
                    found.append(
                        Spot(
                            longitude=f"{west + 0.03 * (spot % 8):.6f}",
                            latitude=f"{south + 0.03 * (spot // 8):.6f}",
                            location=f"On or near {SPOTS[spot % len(SPOTS)]}",
                            lsoa_code=code,
                            lsoa_name=f"{names[council]} {middle:03d}{letter}",
                        )
                    )
                number += 1
    return found
