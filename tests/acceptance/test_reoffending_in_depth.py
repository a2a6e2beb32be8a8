"""Reoffending in depth, asked of a made-up county from the command line and from Python."""

from __future__ import annotations

import csv
import json
import stat
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from desist.cli.main import main
from desist.home.create import create
from desist.home.opened import Home
from desist.measures.reoffending.mix import mix_and_rate
from desist.synthetic.offenders.county import draw_county
from desist.synthetic.offenders.files import write_county
from desist.vocabulary.mark import Mark
from desist.vocabulary.mistake import OperatorMistake
from tests.access_examples import allow

INDEX = """prc_offence_subgroup,n,min,median,mean,max
Violence with injury,73,2,365,943.5,4380
Violence without injury,49,1,10,437.4,5475
Shoplifting,2,1,1,1.0,1
Residential burglary,12,2,273.5,275.7,730
Robbery of personal property,4,365,365,365.0,365
Criminal damage,30,1,2,86.3,365
Possession of drugs,39,1,3,17.4,547.5
"""
ONE_YEAR = {"start": "2022-10", "end": "2023-09"}
PERMITTED = {"purpose": "selection", "reason": "test", "user": "ann"}
ASKED = ["rank", "--scheme", "IOM", "--purpose", "selection", "--reason", "meeting", "--as", "ann"]
Run = Callable[..., tuple[str, str]]


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A county of 4,000 made-up people, with an index of harm and forty people in a scheme."""
    folder = tmp_path_factory.mktemp("county")
    write_county(draw_county(4_000, 5), folder / "files", 5)
    create(folder / "home", "durham")
    home = Home(folder / "home")
    history = folder / "files" / "criminal_history.csv"
    home.load("criminal_history", [history], sender="Desist synthetic pack")
    (folder / "cchi_made_up.csv").write_text(INDEX, encoding="utf-8")
    home.load("cambridge.harm_index", [folder / "cchi_made_up.csv"], sender="made up")
    with history.open(encoding="utf-8", newline="") as file:
        people = sorted({row["person_ref"] for row in csv.DictReader(file)})[:40]
    members = "".join(f"{person},IOM,2024-01-10,,,red,County Durham\n" for person in people)
    header = "person_ref,scheme,entry_date,exit_date,exit_reason,status,area\n"
    (folder / "members.csv").write_text(header + members, encoding="utf-8")
    home.load("local.cohort_membership", [folder / "members.csv"], sender="made up")
    allow(home.folder)
    return Home(home.folder)


@pytest.fixture
def run(county: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `desist reoffending …` on the county; gives what it printed and what it said."""

    def ran(*words: str, fails: bool = False) -> tuple[str, str]:
        monkeypatch.setattr("sys.argv", ["desist", "reoffending", *words, "-w", str(county.folder)])
        with pytest.raises(SystemExit) as left:
            main()
        assert bool(left.value.code) is fails
        captured = capsys.readouterr()
        return captured.out, captured.err

    return ran


def test_everybody_is_expected_to_do_as_the_base_did(county: Home) -> None:
    """Fitted to the same people, as many are expected to reoffend as did: that is what fitting means."""
    found = county.reoffending.expected(**ONE_YEAR, base_start="2022-10", base_end="2023-09")
    everybody = found.rows[0]
    assert everybody.expected == pytest.approx(everybody.observed)
    assert everybody.ratio == pytest.approx(1)
    assert not found.held_out
    assert "only groups among them can differ" in found.fitted


def test_expected_is_fitted_to_the_year_before_and_says_so(county: Home) -> None:
    found = county.reoffending.expected(**ONE_YEAR, by="age_band")
    assert found.held_out
    assert found.place == "Durham (synthetic)"
    assert str(found.base) == "year ending September 2022"
    assert "OGRS3 (one-year output), recalibrated" in found.fitted
    everybody, *bands = found.rows
    assert sum(row.people + row.left_out for row in bands) == everybody.people + everybody.left_out
    shown = [row for row in bands if row.observed is not None and row.expected is not None]
    assert [row.mark for row in bands if row.people < 10] == [
        Mark.CONFIDENTIAL for row in bands if row.people < 10
    ]
    assert all(row.mark is Mark.UNRELIABLE for row in shown if row.people < 30)
    assert sum(row.people for row in found.calibration) == everybody.people
    for row in shown:
        assert row.ratio_lower is not None and row.ratio_upper is not None and row.ratio is not None
        assert row.ratio == pytest.approx((row.observed or 0) / (row.expected or 1))
        assert row.ratio_lower <= row.ratio <= row.ratio_upper


def test_everybody_is_counted_once_beside_the_kinds_of_disposal(county: Home) -> None:
    """By disposal a person counts once for each kind received, and still once among everybody."""
    plain = county.reoffending.expected(**ONE_YEAR).rows[0]
    everybody, *kinds = county.reoffending.expected(**ONE_YEAR, by="disposal").rows
    assert everybody == plain
    assert sum(row.people for row in kinds) > everybody.people
    harm = county.reoffending.harm(**ONE_YEAR, by="disposal").rows
    assert harm[0] == county.reoffending.harm(**ONE_YEAR).rows[0]
    assert sum(row.people for row in harm[1:]) > harm[0].people
    assert all(row.against_rest is None for row in harm)


def test_girls_under_16_are_refused_by_ogrs3_alone_and_counted(county: Home) -> None:
    by_ogrs3 = county.reoffending.expected(start="2020-10", end="2023-09")
    assert [people for reason, people in by_ogrs3.not_scored.items() if "girls under 16" in reason] == [
        by_ogrs3.rows[0].left_out
    ]
    assert county.reoffending.expected(start="2020-10", end="2023-09", model="ogrs4-g").not_scored == {}


def test_expected_never_shows_a_person(run: Run) -> None:
    out, err = run("expected", "--from", "2022-10", "--to", "2023-09", "--json")
    assert "not an OASys score" in json.loads(out)["note"]
    assert "S000" not in out + err  # how the county's references begin


def test_the_calibration_plot_is_written(run: Run, tmp_path: Path) -> None:
    _, err = run("expected", "--chart", str(tmp_path / "plot.svg"))
    svg = (tmp_path / "plot.svg").read_text(encoding="utf-8")
    assert "Predicted = observed" in svg and "Calibration plot" in svg
    run("expected", "--chart", str(tmp_path / "plot.png"))
    assert (tmp_path / "plot.png").read_bytes().startswith(b"\x89PNG")
    assert "reoffended as OGRS3 predicts" in err


def test_a_chart_of_another_kind_is_refused(run: Run, tmp_path: Path) -> None:
    _, err = run("when", "--chart", str(tmp_path / "plot.pdf"), fails=True)
    assert "Let the name end in .svg or .png" in err


def test_a_change_is_mix_and_rate_and_small_groups_are_one(county: Home, run: Run) -> None:
    earlier, later = "2018-10..2019-09", "2022-10..2023-09"
    found = county.reoffending.change(earlier, later)
    parted = found.parted
    assert parted.mix + parted.rate == pytest.approx(parted.change)
    assert mix_and_rate(found.before, found.now) == parted
    small = "groups too small to be shown"
    sides = (found.before, found.now)
    assert all(each.people >= 10 for side in sides for name, each in side.items() if name != small)
    rates = county.measure("proven_reoffending_rate", start="2022-10", end="2023-09", every="year")
    assert parted.now == pytest.approx(rates[0].value)
    out, _ = run("change", "--from", earlier, "--to", later, "--by", "risk_band")
    assert "because other people were in the cohort" in out and "medium risk" in out


@pytest.mark.parametrize(
    ("earlier", "later", "says"),
    [
        ("2022-10..2023-09", "2018-10..2019-09", "does not lie before"),
        ("2018-10..2018-12", "2022-10..2023-09", "not of one length"),
        ("2018-11..2019-10", "2022-10..2023-09", "whole calendar quarters"),
        ("last year", "2022-10..2023-09", "is not a period"),
        ("2018-10..2019-09", "2024-01..2024-12", "not mature"),
    ],
)
def test_a_change_that_cannot_be_said_is_refused(county: Home, earlier: str, later: str, says: str) -> None:
    with pytest.raises(OperatorMistake, match=says):
        county.reoffending.change(earlier, later)


def test_when_ends_at_the_rate_and_agrees_with_the_measure(county: Home) -> None:
    found = county.reoffending.when(**ONE_YEAR, by="disposal")
    everybody = found.rows[0]
    assert everybody.curve is not None
    rate = county.measure("proven_reoffending_rate", start="2022-10", end="2023-09", every="year")[0]
    # Everybody is watched for a whole year, so the curve ends where the rate is.
    assert 100 * (1 - float(everybody.curve.free[-1])) == pytest.approx(rate.value)
    assert (everybody.reoffenders, everybody.people) == (rate.numerator, rate.denominator)
    by_week = [each.value for each in everybody.by_week]
    assert by_week == sorted(by_week)
    assert sum(each.events for each in everybody.hazards) == int(
        np.sum(everybody.curve.events[everybody.curve.days <= 364])
    )


def test_when_prints_the_claim_and_draws(run: Run, tmp_path: Path) -> None:
    out, err = run("when", "--by", "disposal", "--weekly", "--chart", str(tmp_path / "when.png"))
    assert '"The highest risk is in the first three months"' in out
    assert "First reoffences in each week" in out
    assert "the rows do not add up" in err
    assert (tmp_path / "when.png").read_bytes().startswith(b"\x89PNG")


def test_harm_names_its_version_and_adds_up(county: Home, run: Run) -> None:
    found = county.reoffending.harm(**ONE_YEAR, by="sex")
    assert "cchi_made_up.csv (version 1 of the table)" in found.version
    everybody, *groups = (row.figures for row in found.rows)
    assert everybody is not None
    assert sum(each.total for each in groups if each) == pytest.approx(everybody.total)
    assert found.spread[0] == 0 and found.spread[-1] == pytest.approx(100)
    compared = [row.against_rest for row in found.rows if row.against_rest is not None]
    assert {each.seed for each in compared} == {1}
    once = county.measure("reoffences_per_offender_12_month_cohort", start="2022-10", end="2023-09")[0]
    assert (everybody.offences, everybody.people) == (once.numerator, once.denominator)
    with pytest.raises(OperatorMistake, match="for a quarter or a year"):
        county.reoffending.harm(start="2021-10", end="2023-09")
    out, err = run("harm", "--from", "2022-10", "--to", "2023-09", "--by", "sex")
    assert "Top 5%" in out and "have no weight in the index" in err


def test_an_index_that_is_not_loaded_is_asked_for(county: Home) -> None:
    with pytest.raises(OperatorMistake, match="severity_weights is not loaded"):
        county.reoffending.harm(index="ons")


def test_a_ranking_wants_a_purpose_a_reason_and_an_agreement(run: Run, county: Home) -> None:
    out, err = run("rank", "--scheme", "IOM", "--as", "ann", fails=True)
    assert "for a stated purpose only" in err and out == ""
    out, err = run(
        "rank", "--scheme", "IOM", "--purpose", " ", "--reason", "meeting", "--as", "ann", fails=True
    )
    assert "for a stated purpose only" in err and out == ""
    out, err = run("rank", "--scheme", "IOM", "--purpose", "selection", "--as", "ann", fails=True)
    assert "for a stated reason only" in err and out == ""
    out, err = run(*ASKED[:-1], "dan", fails=True)
    assert "lets nobody with the role of user 'dan'" in err and out == ""
    refused = [each.entry for each in county.access.entries(reason="test", user="eve") if each.entry.refused]
    assert [each.missing for each in refused][-4:] == ["purpose", "purpose", "reason", "role"]


def test_a_ranking_is_written_for_its_owner_alone(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "ranked.csv"
    path.write_text("left over", encoding="utf-8")
    path.chmod(0o644)
    out, err = run(*ASKED, "--top", "7", "--out", str(path))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert out == "" and "S000" not in err
    text = path.read_text(encoding="utf-8")
    notes = [line for line in text.splitlines() if line.startswith('"#')]
    assert any("Ann the coordinator" in line and "selection" in line for line in notes)
    assert any("nobody is chosen or refused by it alone" in line for line in notes)
    rows = list(csv.DictReader(line for line in text.splitlines() if not line.startswith('"#')))
    assert [int(row["rank"]) for row in rows] == list(range(1, 8))
    assert {"recency_points", "frequency_points", "gravity_points", "in_scheme"} <= set(rows[0])
    scores = [float(row["score"]) for row in rows]
    assert scores == sorted(scores, reverse=True)


def test_a_ranking_knows_no_more_than_its_day(county: Home) -> None:
    early = county.reoffending.rank("IOM", **PERMITTED, as_at="2024-03-31", members_only=True)
    assert len(early.people) == 40 and all(each.in_scheme for each in early.people)
    last = [each.ranked.last for each in early.people if each.ranked.last]
    assert max(last) <= date(2024, 3, 31)
    with pytest.raises(OperatorMistake, match="cannot rank anybody as at"):
        county.reoffending.rank("IOM", **PERMITTED, as_at="2030-01-01")
    with pytest.raises(OperatorMistake, match="No stay in a scheme called 'IOMM'"):
        county.reoffending.rank("IOMM", **PERMITTED)


def test_a_partnership_may_declare_its_own_model(county: Home) -> None:
    own = county.folder / "rfg_models.toml"
    own.write_text(
        '["ours"]\nin_force = 2026-05-01\nverified = true\nsource = "our board"\n'
        '["ours".weights]\nrecency = 1.0\nfrequency = 0.0\ngravity = 0.0\n'
        '["ours".recency]\nsteps = [{ days = 90, points = 80 }]\n'
        '["ours".frequency]\nmonths = 12\nfull = 5\n'
        '["ours".gravity]\nmonths = 12\nfull = 365.0\nby = "sum"\n',
        encoding="utf-8",
    )
    found = county.reoffending.rank("IOM", **PERMITTED, model="ours", top=3)
    assert [each.ranked.score for each in found.people] == [80.0, 80.0, 80.0]
    own.unlink()
    with pytest.raises(OperatorMistake, match="no RFG model 'ours'"):
        county.reoffending.rank("IOM", **PERMITTED, model="ours")


def test_nothing_held_and_nothing_known_are_said_in_a_sentence(county: Home, tmp_path: Path) -> None:
    create(tmp_path / "empty", "durham")
    with pytest.raises(OperatorMistake, match="No proven offences are held"):
        Home(tmp_path / "empty").reoffending.when()
    with pytest.raises(OperatorMistake, match="cannot be broken down by 'shoe_size'"):
        county.reoffending.when(by="shoe_size")
    with pytest.raises(OperatorMistake, match="There is no model 'HART'"):
        county.reoffending.expected(model="HART")
    with pytest.raises(OperatorMistake, match="are not mature"):
        county.reoffending.when(start="2024-10", end="2024-12")
