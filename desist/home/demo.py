"""The demonstration: an example partnership, the real data found, and its report."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desist.home.create import create
from desist.home.drafting import draft
from desist.home.making import Made
from desist.home.opened import Home
from desist.vocabulary.mistake import OperatorMistake

# Where the published files lie in a data folder, by contract.
REAL = (
    ("police_uk.street", "police_uk/*/*-street.csv"),
    ("police_uk.outcomes", "police_uk_schema/*outcomes*.csv"),
    ("police_uk.stop_and_search", "police_uk_schema/*stop-and-search*.csv"),
    ("home_office.recorded_crime", "recorded_crime/prc-pfa-*.csv"),
    ("home_office.crime_outcomes", "national/crime_outcomes_*.csv.gz"),
    ("home_office.police_officers", "national/police_officer_numbers.csv.gz"),
    ("ons.force_area_counts", "recorded_crime/pfa_P1_*.csv"),
    ("ons.force_area_rates", "recorded_crime/pfa_P3_*.csv"),
    ("ons.crime_severity_score", "national/crime_severity_scores_by_force.csv.gz"),
    ("ons.severity_weights", "severity/severity_codes.csv"),
    ("ons.population", "national/population_by_local_authority.csv.gz"),
    ("ons.population_by_age", "geography/population20_ltla21.csv"),
    ("ons.crime_survey", "national/csew_*.csv.gz"),
    ("moj.reoffending", "moj_reoffending/proven_reoffending_england_wales.csv"),
    ("moj.reoffending_by_offence", "national/reoffending_by_index_offence.csv.gz"),
    ("yjb.reoffending_by_sex", "yjb_youth/reoffending_*_gender.csv"),
    ("yjb.reoffending_by_offence", "yjb_youth/reoffending_*_offence.csv"),
    ("yjb.first_time_entrants", "yjb_youth/fte_*.csv"),
    ("yjb.disposals", "yjb_youth/disposals_*.csv"),
    ("stats19.casualties", "stats19/*casualties*.csv"),
    ("cambridge.harm_index", "severity/cchi_*.csv"),
)
# What a file is about where neither its rows nor its name say it.
PERIODS = {"ons.population_by_age": "2020-06"}


@dataclass(frozen=True, kw_only=True)
class Demonstration:
    """What the demonstration did: rows loaded by contract, and the reports."""

    rows: dict[str, tuple[int, int]]  # contract → accepted, quarantined
    made: Made
    plan: tuple[Path, ...]
    synthetic: bool


def demonstrate(
    folder: Path, data: Path | None, *, now: Callable[[], datetime], progress: Callable[[str], None]
) -> Demonstration:
    """Make the example partnership where it is not yet, load what is found, build January to March 2025."""
    from desist.home.planning import plan_on_a_page

    if data is not None and not data.is_dir():
        raise OperatorMistake(
            f"There is no data folder {data}.", hint="Leave DATA out to use the small synthetic pack."
        )
    if not (folder / "partnership.toml").exists():
        create(folder, "durham")
        if data is None:
            _tell_of_the_pack(folder)
    home = Home(folder)
    rows = _load_real(home, data, now, progress) if data else _load_pack(home, now, progress)
    progress("building the report")
    made = draft(home, "2025-03", "1-4", now=now(), progress=progress)
    plan = plan_on_a_page(home, folder / "drafts", now=now())
    return Demonstration(rows=rows, made=made, plan=tuple(plan), synthetic=data is None)


def _tell_of_the_pack(folder: Path) -> None:
    """The example's narrative speaks of the real figures; made-up figures need words of their own."""
    from desist.synthetic.pack import NARRATIVE

    shutil.copytree(NARRATIVE, folder / "reports", dirs_exist_ok=True)


def _load_real(
    home: Home, data: Path, now: Callable[[], datetime], progress: Callable[[str], None]
) -> dict[str, tuple[int, int]]:
    rows = {}
    for contract, pattern in REAL:
        files = sorted(data.glob(pattern))
        if files:
            progress(f"loading {contract}")
            done = home.load(contract, files, now=now(), period=PERIODS.get(contract, ""))
            rows[contract] = (done.rows_accepted, done.rows_quarantined)
    if not rows:
        raise OperatorMistake(
            f"{data} holds none of the files the demonstration knows.", hint="See docs/tutorial.md."
        )
    return rows


def _load_pack(
    home: Home, now: Callable[[], datetime], progress: Callable[[str], None]
) -> dict[str, tuple[int, int]]:
    from desist.synthetic.pack import pack_files

    rows: dict[str, tuple[int, int]] = {}
    for contract, sender, path in pack_files():
        progress(f"loading {contract}")
        done = home.load(contract, [path], sender=sender, now=now())
        before = rows.get(contract, (0, 0))
        rows[contract] = (before[0] + done.rows_accepted, before[1] + done.rows_quarantined)
    return rows
