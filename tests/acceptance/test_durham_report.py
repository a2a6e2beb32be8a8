"""The report on the real county: built, published, traced and checked as an officer would do it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from desist.home.demo import Demonstration
from desist.home.opened import Home
from desist.publication.passports.written import read_passports
from desist.vocabulary.mark import Mark
from tests.command_line import run
from tests.report_text import ids, texts

QUARTER = ("--quarter", "2025-03", "--kpq", "1-4")
EDITION = "2025-03_kpq1-4_edition1"


@pytest.fixture
def durham(demonstration: Demonstration, tmp_path: Path) -> Path:
    """The loaded county with its draft, to be written in."""
    shutil.copytree(demonstration.made.folder.parents[1], tmp_path / "durham")
    return tmp_path / "durham"


def test_the_narrative_of_the_example_has_no_fault(demonstration: Demonstration) -> None:
    assert demonstration.made.findings == ()


def test_every_format_answers_the_questions_with_the_published_counts(demonstration: Demonstration) -> None:
    """13,812 and 14,842 offences, 3,060 and 2,690 incidents: the rows of police.uk for Durham, counted."""
    for said in texts(demonstration.made.folder).values():
        assert "Recorded offences fell to 13,812, from 14,842 a year before." in said
        assert "Anti-social behaviour incidents rose to 3,060, from 2,690 a year before." in said
        assert "It cannot be answered: none of its 6 indicators is available." in said


def test_every_indicator_is_answered_or_x_with_its_contract_and_the_last_period_held(
    demonstration: Demonstration,
) -> None:
    said = texts(demonstration.made.folder)["html"]
    home = Home(demonstration.made.folder.parents[1])
    for each in home.partnership.plan.indicators:
        assert (f"{each.title} " in said) == (each.kpq <= 4)
    assert "Crime Severity Score ons.crime_severity_score year ending March 2020 Durham Constabulary" in said
    assert "Crimes solved home_office.crime_outcomes year ending March 2019 Durham Constabulary" in said
    assert "Victims satisfied with treatment local.series none Durham Constabulary" in said


def test_nothing_too_old_answers(demonstration: Demonstration) -> None:
    for said in texts(demonstration.made.folder).values():
        assert "year ending March 2025 [x] [x] Not available" in said
        assert "older than the plan accepts as an answer for this quarter" in said


def test_codes_and_passports_agree(demonstration: Demonstration) -> None:
    folder = demonstration.made.folder
    known = {each.id for each in read_passports(folder)}
    for said in texts(folder).values():
        assert ids(said) == known


def test_a_rebuild_with_nothing_changed_builds_nothing(durham: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desist.home.state._program", lambda: "the same")  # though somebody works on it
    assert run("report", *QUARTER, "-w", durham).code == 0
    answer = run("report", *QUARTER, "-w", durham)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith("Nothing has changed since this report was built")


def test_it_is_published_without_a_warning_and_holds(durham: Path) -> None:
    answer = run("report", *QUARTER, "--publish", "-w", durham)
    assert (answer.code, answer.err) == (0, "")
    assert {"same"} == {
        line.split(": ")[1] for line in run("rebuild", EDITION, "-w", durham).out.splitlines()
    }
    checked = run("verify", "-w", durham)
    assert checked.code == 0
    assert "different" not in checked.out
    folder = durham / "editions" / EDITION
    crime = next(each for each in read_passports(folder) if each.title.startswith("Recorded offences:"))
    assert {each.numerator for each in crime.readings if each.mark is Mark.NONE} >= {13812.0, 14842.0}
    assert all(each.sha256 and each.rows for each in crime.inputs)
    traced = run("trace", crime.id, "-w", durham).out
    assert "13812 / missing = 13812" in traced
    assert "data.police.uk" in traced


def test_only_part_of_the_data_answers_only_part(shared_data: Path, tmp_path: Path) -> None:
    """The crime of one quarter alone: a figure, and nothing that would need another year."""
    assert run("init", tmp_path / "home", "--example", "durham").code == 0
    for path in (tmp_path / "home" / "reports" / "2025-03").glob("*.md"):
        path.unlink()
    for month in ("2025-01", "2025-02", "2025-03"):
        files = shared_data / "police_uk" / month / f"{month}-durham-street.csv"
        assert run("load", "police_uk.street", files, "-w", tmp_path / "home").code == 0
    answer = run("report", *QUARTER, "-w", tmp_path / "home")
    assert (answer.code, answer.err) == (0, "")
    said = texts(tmp_path / "home" / "drafts" / "2025-03_kpq1-4")["html"]
    assert "Recorded offences: 13,812 in January to March 2025; it cannot be judged." in said
    assert "Recorded offences: too few figures to judge" in said
    assert "there is no figure for January to March 2024" in said
    assert "Change in recorded offences by offence group January to March 2025 [x] [x] Not available" in said


def test_herefordshire_reports_on_what_is_held(shared_data: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert run("init", home, "--example", "herefordshire").code == 0
    assert (
        run("load", "yjb.first_time_entrants", shared_data / "yjb_youth" / "fte_*.csv", "-w", home).code == 0
    )
    plan = Home(home).partnership.plan
    month = {"March": "03", "June": "06", "September": "09", "December": "12"}
    due = month[plan.cycles[0].quarters_ending[0].value]
    answer = run("report", "--quarter", f"2016-{due}", "-w", home)
    assert (answer.code, answer.err) == (0, "")
    (folder,) = (home / "drafts").glob("[!.]*")
    for said in texts(folder).values():
        assert plan.outcomes[0].title in said
