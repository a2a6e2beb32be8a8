"""The small pack that Desist shows itself with where no real data is at hand: made up, and marked so.

`python -m desist.synthetic.pack` draws it anew. The same program always draws the same text.
"""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterator
from pathlib import Path

from desist.synthetic import home_office, justice, ons, returns, roads, street
from desist.synthetic.county import CLEVELAND, DURHAM, FIRST_YEAR, LAST_YEAR

SENDER = "Desist synthetic pack"
FOLDER = Path(__file__).with_name("pack")
# What is said of the made-up figures: laid over the `reports` folder of the example partnership, whose
# own narrative speaks of the real ones and would be contradicted.
NARRATIVE = FOLDER / "reports"


def pack_files(folder: Path = FOLDER) -> list[tuple[str, str, Path]]:
    """The files of the pack in the order to load them: contract, sender and path of each.

    The contract is the first two parts of the name: ons.population.all.csv.gz keeps ons.population.
    The sender is always `SENDER`, never a publisher: what was loaded from it is known as made up.
    """
    paths = sorted(folder.glob("*.csv.gz"))
    return [(".".join(path.name.split(".")[:2]), SENDER, path) for path in paths]


def draw() -> Iterator[tuple[str, str]]:
    """Draw the pack: the name and the text of each of its files."""
    for name, force in (("durham", DURHAM), ("cleveland", CLEVELAND)):
        for year in range(2022, 2026):
            yield f"police_uk.street.{name}-{year}.csv", street.street(force, year)
    yield "local.series.returns.csv", returns.returns()
    yield f"home_office.recorded_crime.{FIRST_YEAR}.csv", home_office.recorded_crime(FIRST_YEAR)
    yield f"home_office.crime_outcomes.{LAST_YEAR}.csv", home_office.crime_outcomes(LAST_YEAR)
    yield "home_office.police_officers.all.csv", home_office.police_officers(2013, LAST_YEAR)
    for year in range(FIRST_YEAR + 1, LAST_YEAR + 1):
        yield f"ons.force_area_counts.ye_mar{year % 100}.csv", ons.force_area_counts(year)
        yield f"ons.force_area_rates.ye_mar{year % 100}.csv", ons.force_area_rates(year)
    yield "ons.crime_severity_score.all.csv", ons.severity_scores(2015, LAST_YEAR)
    yield "ons.severity_weights.all.csv", ons.severity_weights()
    # Nothing later than mid-2022: a rate of a later year is then the official one or none, never street-level
    # crime over an estimate that nobody had yet published.
    yield "ons.population.all.csv", ons.population(2018, 2022)
    yield "ons.crime_survey.all.csv", justice.crime_survey(2015, LAST_YEAR)
    yield "moj.reoffending.all.csv", justice.reoffending(2016, 2022)
    yield "yjb.reoffending_by_sex.all.csv", justice.children_who_reoffend(2014, 2023)
    yield "yjb.first_time_entrants.all.csv", justice.first_time_entrants(2014, 2023)
    yield "stats19.casualties.all.csv", roads.casualties(2009, 2023)


def write_pack(folder: Path) -> None:
    """Write the pack, compressed, without the time of day in it."""
    for name, text in draw():
        packed = io.BytesIO()
        with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=packed, mtime=0) as file:
            file.write(text.encode("utf-8"))
        (folder / f"{name}.gz").write_bytes(packed.getvalue())


if __name__ == "__main__":
    write_pack(FOLDER)
