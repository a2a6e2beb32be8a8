"""Every way in which a table leaves: protected and in the ledger, or marked as not to be published."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

from desist.home.opened import Home
from desist.home.protecting import published_before
from desist.home.readings import OPEN, OWN_DESK, PROTECTED, Readings
from desist.measures.catalogue import CATALOGUE
from desist.publication.charts.chart import Chart
from tests.command_line import run
from tests.report_text import texts
from tests.small_county import DURHAM, indicator, load, plan, published

HELD, REFERRED = "place_of_safety_detentions", "victim_service_referrals"
NOTICE = OWN_DESK.capitalize()
NEEDED = {
    "change": ("--from", "2018", "--to", "2019"),
    "before-after": ("--scheme", "IOM"),
    "coverage": ("--scheme", "IOM"),
    "over-links": ("when",),
}
PERSONS = "rank"  # rows about persons: a sharing agreement and the signed log stand before it
VERBS = (
    "nowcast",
    "scorecard",
    "expected",
    "change",
    "when",
    "harm",
    "before-after",
    "coverage",
    "youth-cohort",
    "reconcile",
    "over-links",
)


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def two_places(home: Home) -> None:
    given = [
        (REFERRED, DURHAM, "2025-Q1", "522", "", ""),
        (REFERRED, "County Durham", "2025-Q1", "520", "", ""),
    ]
    load(home, *given, name="referred.csv", minutes=1)


def referred(home: Home, place: str, *more: str) -> tuple[int, list[dict[str, str]], str]:
    answer = run(
        "measure",
        REFERRED,
        "--place",
        place,
        "--from",
        "2025-01",
        "--to",
        "2025-03",
        "--csv",
        *more,
        "-w",
        home.folder,
    )
    return answer.code, rows(answer.out), answer.err


def test_a_measure_prints_the_true_figures_and_says_first_that_they_are_not_to_be_published(
    small: Home,
) -> None:
    answer = run("measure", HELD, "--every", "year", "--csv", "-w", small.folder)
    assert answer.err.splitlines()[0] == f"{NOTICE}: --for-publication protects it."
    assert [row["numerator"] for row in rows(answer.out)] == ["0", "1"]
    whole = json.loads(run("measure", HELD, "--every", "year", "--json", "-w", small.folder).out)
    assert next(iter(whole.items())) == ("use", OWN_DESK)


def test_figures_that_are_open_already_carry_no_such_line() -> None:
    assert Readings(CATALOGUE["recorded_offences"], []).use == OPEN
    assert Readings(CATALOGUE[HELD], []).use == OWN_DESK


def test_for_publication_a_nought_and_a_withheld_count_never_look_the_same(small: Home) -> None:
    asked = ("measure", HELD, "--every", "year", "--for-publication", "-w", small.folder)
    found = rows(run(*asked, "--csv").out)
    assert [(row["numerator"], row["value"], row["status"]) for row in found] == [
        ("0", "0.0", ""),
        ("", "", "c"),
    ]
    whole = json.loads(run(*asked, "--json").out)
    assert whole["use"] == PROTECTED
    assert [(each["numerator"], each["status"]) for each in whole["readings"]] == [(0, ""), (None, "c")]
    said = run(*asked)
    assert NOTICE not in said.err
    assert [line.split()[-1] for line in said.out.splitlines()[-2:]] == ["0", "[c]"]
    assert published_before(small.folder / "editions") == []


def test_a_measure_that_is_published_is_in_the_ledger_and_binds_the_next(small: Home) -> None:
    """The force was published; the county, which has two people fewer, would tell of them."""
    two_places(small)
    assert referred(small, "County Durham", "--for-publication")[1][0]["numerator"] == "520"
    code, found, err = referred(small, DURHAM, "--publish", "referrals-q1")
    assert (code, found[0]["numerator"], err) == (0, "522", "")
    (entry,) = published_before(small.folder / "editions")
    assert entry.name == "referrals-q1"
    assert {each.low for each in entry.printed} >= {522.0}
    assert referred(small, "County Durham", "--for-publication")[1][0]["status"] == "c"
    again = referred(small, DURHAM, "--publish", "referrals-q1")
    assert (again[0], "'referrals-q1' was published already." in again[2]) == (2, True)


def test_a_report_is_held_against_a_measure_that_was_published(small: Home) -> None:
    two_places(small)
    assert referred(small, DURHAM, "--publish", "referrals-q1")[0] == 0
    other = indicator("county", 2, REFERRED, place='"County Durham"', comparators='["none"]')
    (small.folder / "plan.toml").write_text(plan([other]), encoding="utf-8")
    made = published(small, "2", minutes=60 * 24 * 3650)
    assert made.attacked.startswith("Attacked, held against 1 earlier publication: ")
    for said in texts(made.folder).values():
        assert "[c]" in said
        assert not re.search(r"\b520\b", said)


def test_a_range_over_links_is_not_published_by_itself(small: Home) -> None:
    answer = run("measure", HELD, "--over-links", "5", "--for-publication", "-w", small.folder)
    assert answer.code == 2
    assert "A range over links is published within a report alone." in answer.err


@pytest.mark.parametrize("verb", VERBS)
def test_every_question_about_reoffending_says_so_on_its_first_line(verb: str, tmp_path: Path) -> None:
    answer = run("reoffending", verb, *NEEDED.get(verb, ()), "-w", tmp_path)
    assert answer.code == 2  # there is no partnership there: the line comes before anything else
    assert answer.err.splitlines()[0].startswith(f"{NOTICE}. To publish, put the figure in a report")


def test_no_question_about_reoffending_is_forgotten() -> None:
    listed = run("reoffending", "--help").out
    found = re.findall(r"^  ([a-z-]+) {2,}[A-Z]", listed.split("Commands:")[-1], re.MULTILINE)
    assert {*found} == {*VERBS, PERSONS}


def test_a_chart_drawn_to_a_file_says_it_in_the_picture(tmp_path: Path) -> None:
    from desist.cli.reoffending.laid_out import as_json, write_chart
    from desist.publication.charts.series import ChartHeading
    from desist.publication.grid import Grid

    heading = ChartHeading(finding="It is so", measure="People", unit="%", place="Durham", period="2024")
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100" viewBox="0 0 200 100"></svg>'
    chart = Chart(heading=heading, svg=svg, alt="It is so.", table=Grid(columns=(), rows=()))
    write_chart(chart, tmp_path / "chart.svg")
    assert f"{NOTICE}." in (tmp_path / "chart.svg").read_text(encoding="utf-8").replace("&#x27;", "'")
    assert json.loads(as_json({"rows": []})) == {"use": OWN_DESK, "rows": []}
