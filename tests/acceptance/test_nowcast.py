"""Reoffending before it is final: the nowcast, what past nowcasts were worth, and what [p] says."""

from __future__ import annotations

import csv
import io
import json
import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

import desist
from desist.home.create import create
from desist.home.opened import Home
from desist.home.reoffending import Reoffending
from desist.quarter.reoffending.scorecards import Scorecard
from tests.command_line import run

LAST = "2025-03-31"  # the last day of the made-up county
CUTS = ("2022-12-31", "2023-03-31", "2023-06-30", "2023-09-30")
LATE = 3  # of so many proofs of the last two months one has not yet been recorded


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("county")
    assert run("synthetic", folder / "pack", "--people", 4000, "--seed", 3).code == 0
    return folder / "pack" / "criminal_history.csv"


@pytest.fixture(scope="module")
def home(history: Path, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The county as its partnership would hold it: one extract a quarter in 2023, then all to March 2025."""
    folder = tmp_path_factory.mktemp("home") / "durham"
    create(folder, "durham")
    opened = desist.open(folder)
    with history.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for cut in (*CUTS, LAST):
        path = folder.parent / "history.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(known(rows, cut))
        received = datetime.combine(date.fromisoformat(cut), datetime.min.time(), UTC) + timedelta(days=9)
        opened.load("criminal_history", [path], sender="police", now=received)
    return opened


@pytest.fixture(scope="module")
def card(home: Home) -> Scorecard:
    return home.reoffending.scorecard()


def known(rows: list[dict[str, str]], cut: str) -> list[dict[str, str]]:
    """The history as it was written down by a day: a few late proofs were not, nor later releases."""
    recent = (date.fromisoformat(cut) - timedelta(days=60)).isoformat()
    late = cut != LAST
    return [
        {**row, "release_date": row["release_date"] if row["release_date"] <= cut else ""}
        for at, row in enumerate(rows)
        if row["proof_date"] <= cut and not (late and row["proof_date"] > recent and at % LATE == 0)
    ]


def test_every_cohort_that_is_not_mature_is_nowcast(home: Home) -> None:
    found = home.reoffending.nowcast(as_at=LAST)
    assert [each.final for each in found.cohorts] == [True] * 4 + [False] * 6
    for each in found.cohorts:
        if each.final:
            assert each.rate == each.so_far and each.lower is None
            continue
        assert each.rate is not None and each.lower is not None and each.upper is not None
        assert each.so_far is not None and each.so_far <= each.lower <= each.rate <= each.upper
        assert each.expected == pytest.approx((each.awaiting_proof or 0) + (each.still_at_risk or 0))
        assert each.people is not None and each.proven is not None
        assert each.rate == pytest.approx(100 * (each.proven + (each.expected or 0)) / each.people)
        assert each.year_before is not None and each.year_before.one.proven == each.proven
        assert each.sentence.startswith("Provisional: none of the people has been followed for the whole 18")
    widths = [each.upper - each.lower for each in found.cohorts if each.upper and each.lower]
    assert widths == sorted(widths)  # the younger, the less is known


def test_it_counts_as_the_measure_does(home: Home) -> None:
    now = {each.period: each for each in home.reoffending.nowcast(as_at=LAST, start="2022-10").cohorts}
    readings = home.measure("proven_reoffending_rate", start="2022-10", end="2025-03")
    assert [(each.numerator, each.denominator) for each in readings] == [
        (now[each.period].proven, now[each.period].people) for each in readings
    ]
    assert [each.provisional for each in readings] == [not now[each.period].final for each in readings]
    juveniles = home.reoffending.nowcast(by="age_group", start="2022-10", as_at=LAST).cohorts
    for each in home.measure("proven_reoffending_rate", start="2022-10", end="2025-03", by="age_group"):
        same = next(
            one for one in juveniles if (one.level, one.period) == (each.breakdown["age_group"], each.period)
        )
        assert same.people in (None, each.denominator)
        assert same.mark.value == ("c" if same.people is None else each.mark.value)


def test_in_the_middle_of_a_quarter_part_of_a_cohort_is_mature(home: Home) -> None:
    found = home.reoffending.nowcast(start="2023-07", end="2023-09", as_at="2025-02-14")
    (each,) = found.cohorts
    assert 0 < each.matured < 1 and not each.final
    share = round(100 * each.matured)
    assert each.sentence == (
        f"Provisional: {share}% of the people have been followed for the whole 18 months, as at 14 February "
        f"2025; the final rate will lie between {each.lower:.1f}% and {each.upper:.1f}% (95%)."
    )


def test_what_was_really_known_is_what_is_scored(home: Home, card: Scorecard) -> None:
    found = card
    by_months = {each.score.months: each for each in found.ages}
    assert list(by_months) == [0, 3, 6, 9, 12, 15]
    # Each of the four versions stands for one cohort at each age that it can have had.
    assert {months: each.as_known for months, each in by_months.items()} == dict.fromkeys(by_months, 4)
    scored = [each for age in found.ages for each in age.nowcasts]
    assert found.way.startswith(
        f"24 of {len(scored):,} nowcasts are made from the version that the store held"
    )
    then = next(
        each for each in by_months[3].nowcasts if each.as_known and str(each.period) == "April to June 2023"
    )
    assert then.kept.nowcast.as_at == date(2023, 9, 30)
    again = home.reoffending.nowcast(start="2023-04", end="2023-06", as_at="2023-09-30").cohorts[0]
    assert again.proven is not None and then.kept.nowcast.known < again.proven  # late proofs were not known
    for age in found.ages:
        assert age.score.nowcasts > 60 and age.score.coverage is not None
        assert 80 <= age.score.coverage <= 100
        assert len(age.misses) == age.score.nowcasts - age.score.covered


def test_on_the_command_line(home: Home) -> None:
    said = run("reoffending", "nowcast", "--as-at", LAST, "-w", home.folder)
    assert said.code == 0, said.err
    assert said.out.startswith("Proven reoffending in Durham, as at 31 March 2025.\n")
    assert "January to March 2025     closed that day" in said.out
    assert "the final rate will lie between" in said.out and "equal age" in said.err
    plain = json.loads(run("reoffending", "nowcast", "--as-at", LAST, "-w", home.folder, "--json").out)
    table = list(
        csv.DictReader(
            io.StringIO(run("reoffending", "nowcast", "--as-at", LAST, "-w", home.folder, "--csv").out)
        )
    )
    assert len(plain["cohorts"]) == len(table) == 10
    assert float(table[-1]["rate"]) == plain["cohorts"][-1]["rate"]
    assert plain["cohorts"][-1]["mark"] == "p" and plain["cohorts"][-1]["sentence"].startswith("Provisional")
    by_level = run(
        "reoffending", "nowcast", "--as-at", LAST, "-w", home.folder, "--by", "age_group", "--from", "2024-10"
    )
    assert "\nadult\n" in by_level.out and "\njuvenile\n" in by_level.out
    assert "is known 18 months before the day on which it can be final, 30 September 2026" in said.out


def test_the_scorecard_on_the_command_line(
    home: Home, card: Scorecard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Reoffending, "scorecard", lambda self, *, place: card)
    said = run("reoffending", "scorecard", "-w", home.folder)
    assert said.code == 0 and said.out.startswith(
        "Past nowcasts of proven reoffending in Durham, scored against "
    )
    assert [line.split("  ")[0] for line in said.out.splitlines()[2:8]] == [
        "the day it closed",
        *(f"{months} months" for months in (3, 6, 9, 12, 15)),
    ]
    assert "24 of" in said.out
    whole = json.loads(run("reoffending", "scorecard", "-w", home.folder, "--json").out)
    assert [len(each["misses"]) for each in whole["ages"]] == [
        each["nowcasts"] - each["covered"] for each in whole["ages"]
    ]
    table = list(csv.DictReader(io.StringIO(run("reoffending", "scorecard", "-w", home.folder, "--csv").out)))
    assert [each["as_known"] for each in table] == ["4"] * 6


def test_a_day_the_records_do_not_reach_and_a_breakdown_they_lack(home: Home) -> None:
    later = run("reoffending", "nowcast", "--as-at", "2026-01-31", "-w", home.folder)
    assert later.code != 0 and "nothing is known of 31 January 2026" in later.err
    odd = run("reoffending", "nowcast", "--as-at", LAST, "-w", home.folder, "--by", "disposal")
    assert odd.code != 0 and "cannot be broken down by 'disposal'" in odd.err


def test_a_provisional_measure_says_how_far_it_has_come(home: Home) -> None:
    said = run(
        "measure", "proven_reoffending_rate", "--from", "2024-10", "--to", "2025-03", "-w", home.folder
    )
    assert "[p]" in said.out
    assert (
        "Provisional: none of the people has been followed for the whole 18 months, as at 30 March 2025"
        in said.err
    )
    assert "desist reoffending nowcast" in said.err


def test_nowcasts_for_publication_show_nothing_of_few_people(home: Home, tmp_path: Path) -> None:
    """By ethnicity some cohorts have under five who reoffended; the ledger remembers what was printed."""
    own = tmp_path / "own"
    shutil.copytree(home.folder, own)
    asked = ("reoffending", "nowcast", "--by", "ethnicity_self", "--csv", "-w", own)
    desk = list(csv.DictReader(io.StringIO(run(*asked).out)))
    answer = run(*asked, "--publish", "nowcasts")
    assert answer.code == 0, answer.err
    assert "own desk" not in answer.err
    safe = list(csv.DictReader(io.StringIO(answer.out)))
    small = [0 < int(each["proven"] or 0) < 5 for each in desk]
    assert any(small)
    for was, each, few in zip(desk, safe, small, strict=True):
        assert (each["period_start"], each["level"]) == (was["period_start"], was["level"])
        if few:
            assert {each[name] for name in ("people", "proven", "so_far", "rate", "lower", "upper")} == {""}
            assert each["mark"] == "c"
        elif each["mark"] not in ("c", "z"):
            assert (each["proven"], each["rate"]) == (was["proven"], was["rate"])
    entry = json.loads((own / "editions" / "tables.jsonl").read_text().splitlines()[-1])
    told = {each["low"] for each in entry["cells"]}
    assert not told & {1.0, 2.0, 3.0, 4.0}
    refused = run(*asked, "--as-at", LAST, "--for-publication")
    assert (refused.code, "Leave out --as-at." in refused.err) == (2, True)
