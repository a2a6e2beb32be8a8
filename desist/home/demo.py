"""The demonstration: an example partnership, the real data found, a made-up county, and two reports."""

from __future__ import annotations

import shutil
import tempfile
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
# How two agencies of the made-up county know its people: the one sends the extracts, the other knows most.
IDENTITIES = "agency.identities"
AGENCIES = {
    "first_agency.csv": "Desist synthetic pack",
    "second_agency.csv": "Desist synthetic pack, the second agency",
}
# The people in the system whom no open data tell of are drawn: the same every time.
PEOPLE, SEED = 20_000, 1
# The county's offences once more in one file, for those who have no more than that.
SAID_TWICE = "criminal_history"
# What the partners' returns to the demonstration hold beside real data; the pack has these of its own.
RETURNED = ("rj_referrals", "custody_visits")
# What a file is about where neither its rows nor its name say it.
PERIODS = {"ons.population_by_age": "2020-06"}


@dataclass(frozen=True, kw_only=True)
class Demonstration:
    """What the demonstration did: rows loaded by contract, the two reports, the plan on a page."""

    rows: dict[str, tuple[int, int]]  # contract → accepted, quarantined
    made: Made  # KPQs 1 to 4 of January to March 2025
    reoffending: Made  # KPQs 5 to 8 of October to December 2024
    plan: tuple[Path, ...]
    synthetic: bool  # no real data were given


def demonstrate(
    folder: Path,
    data: Path | None,
    *,
    now: Callable[[], datetime],
    progress: Callable[[str], None],
    link: bool = False,
) -> Demonstration:
    """Make the example partnership where it is not yet, load what is found, build two reports.

    KPQs 1 to 4 are answered from ``data``, or the small pack without it; KPQs 5 to 8 from a county drawn on
    the spot, and from published figures where they are held. With ``link`` the county's people are linked
    with those of a second agency, and the report prints a range over plausible links.
    """
    from desist.home.planning import plan_on_a_page

    if data is not None and not data.is_dir():
        raise OperatorMistake(
            f"There is no data folder {data}.", hint="Leave DATA out to use the small synthetic pack."
        )
    if not (folder / "partnership.toml").exists():
        create(folder, "durham")
        _tell_of_what_was_made_up(folder, everything=data is None)
    home = Home(folder)
    rows = _load_real(home, data, now, progress) if data else _load_pack(home, now, progress)
    for contract, more in _load_county(home, now, progress, returns=data is not None, link=link).items():
        rows[contract] = _both(rows.get(contract), more)
    progress("building the report on KPQs 1 to 4")
    made = draft(home, "2025-03", "1-4", now=now(), progress=progress)
    progress("building the report on KPQs 5 to 8")
    reoffending = draft(home, "2024-12", "5-8", now=now(), progress=progress)
    plan = plan_on_a_page(home, folder / "drafts", now=now())
    return Demonstration(
        rows=rows, made=made, reoffending=reoffending, plan=tuple(plan), synthetic=data is None
    )


def _tell_of_what_was_made_up(folder: Path, *, everything: bool) -> None:
    """The example's narrative speaks of real figures only; made-up figures need words of their own."""
    from desist.synthetic.pack import NARRATIVE

    quarters = sorted(each.name for each in NARRATIVE.iterdir()) if everything else ["2024-12"]
    for quarter in quarters:
        shutil.copytree(NARRATIVE / quarter, folder / "reports" / quarter, dirs_exist_ok=True)


def _load_county(
    home: Home,
    now: Callable[[], datetime],
    progress: Callable[[str], None],
    *,
    returns: bool,
    link: bool,
) -> dict[str, tuple[int, int]]:
    """Draw the people whom no open data tell of, and load what the agencies would send of them."""
    from desist.synthetic.offenders.county import draw_county
    from desist.synthetic.offenders.files import LINKAGE, write_county
    from desist.synthetic.pack import SENDER
    from desist.synthetic.returns import returns as drawn_returns

    rows: dict[str, tuple[int, int]] = {}
    with tempfile.TemporaryDirectory() as made:
        progress(f"drawing a county of {PEOPLE:,} people")
        county = Path(made) / "county"
        names = write_county(draw_county(PEOPLE, SEED), county, SEED)
        files = {
            name.removesuffix(".csv"): county / name for name in names if not name.startswith(f"{LINKAGE}/")
        }
        del files[SAID_TWICE]
        if returns:
            files["local.series"] = Path(made) / "returns.csv"
            files["local.series"].write_text(drawn_returns(RETURNED), encoding="utf-8")
        for contract, path in files.items():
            progress(f"loading {contract}")
            done = home.load(contract, [path], sender=SENDER, now=now())
            rows[contract] = (done.rows_accepted, done.rows_quarantined)
        if link:
            progress("linking the people of two agencies")
            for name, sender in AGENCIES.items():
                done = home.load(IDENTITIES, [county / LINKAGE / name], sender=sender, now=now())
                more = (done.rows_accepted, done.rows_quarantined)
                rows[IDENTITIES] = _both(rows.get(IDENTITIES), more)
            home.linking.run(reason="The demonstration", now=now())
    return rows


def _both(some: tuple[int, int] | None, more: tuple[int, int]) -> tuple[int, int]:
    return (some[0] + more[0], some[1] + more[1]) if some else more


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
        rows[contract] = _both(rows.get(contract), (done.rows_accepted, done.rows_quarantined))
    return rows
