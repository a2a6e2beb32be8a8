"""A passport names every table that its figure needs, so that the figure can be replayed."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from desist.publication.passports.passport import Figure
from desist.quarter.passports import passport
from desist.quarter.protected import Reads
from desist.vocabulary.period import Every, ending
from desist.vocabulary.reading import Reading

QUARTER = ending("2022-03", Every.QUARTER)
HELD = {"courts.proven_offences": 3, "police.people": 2, "probation.supervision": 5, "ons.population": 1}


@pytest.mark.parametrize(
    ("breakdown", "tables"),
    [
        ({}, {"courts.proven_offences", "police.people"}),
        ({"sex": "female"}, {"courts.proven_offences", "police.people"}),
        ({"provider": "North"}, {"courts.proven_offences", "police.people", "probation.supervision"}),
    ],
)
def test_a_breakdown_that_one_extract_alone_tells_names_its_table(
    breakdown: dict[str, str], tables: set[str]
) -> None:
    figure: dict[str, Any] = {
        "partnership": "County Durham and Darlington",
        "quarter": "2025-03",
        "kind": "value",
        "measures": ("proven_reoffending_rate",),
        "place": "Durham",
        "period": QUARTER,
        "breakdown": breakdown,
    }
    reading = Reading(
        measure="proven_reoffending_rate",
        place="Durham",
        period=QUARTER,
        numerator=30,
        denominator=100,
        value=30.0,
        breakdown=breakdown,
        source="agencies' extracts",
    )
    reader = SimpleNamespace(versions=HELD, engine="DuckDB", inputs=lambda contract: [])
    made = passport(Figure(**figure), "Proven reoffending", [reading], cast(Reads, reader), None)
    assert set(made.tables) == tables
