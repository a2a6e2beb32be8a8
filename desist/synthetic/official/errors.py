"""How what the agencies sent differs from what was true: chosen rates, so that each part is known."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Errors:
    """What goes wrong between the truth and the agencies' extracts, as shares of 1.

    ``entered_late`` of occasions come into the courts' system only after a mean of ``late_days``;
    ``split`` of people are held under two references, and of those ``links_known`` are known to be one
    person; ``outside`` of addresses lie outside the county, ``area_unknown`` of people have none on file, and
    ``moves_known`` of moves are dated; ``elsewhere`` of occasions were dealt with by another force, which
    sent us nothing. ``listed`` are the codes that the official figure never counts as a reoffence.
    """

    entered_late: float = 0.08
    late_days: float = 500.0
    split: float = 0.12
    links_known: float = 0.80
    outside: float = 0.07
    area_unknown: float = 0.03
    moves_known: float = 0.90
    elsewhere: float = 0.03
    listed: tuple[str, ...] = ("06602", "07900", "14101")


@dataclass(frozen=True, kw_only=True)
class Published:
    """Which cohorts the made-up Ministry published, for which areas, and when it drew its data."""

    starts: tuple[date, ...] = (date(2021, 4, 1), date(2021, 7, 1), date(2021, 10, 1), date(2022, 1, 1))
    extracted_on: date = date(2023, 12, 31)
    force: str = "Durham"
    areas: tuple[str, ...] = ("County Durham", "Darlington")
    outside: dict[str, float] = field(
        default_factory=lambda: {"Stockton-on-Tees": 0.5, "Gateshead": 0.3, "Hartlepool": 0.2}
    )


ERRORS, PUBLISHED = Errors(), Published()
