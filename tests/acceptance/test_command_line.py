"""The commands of a working day, run as a person would: make, load, look, take back, measure."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from desist.contracts.catalogue import CONTRACTS
from desist.measures.catalogue import CATALOGUE
from tests.command_line import run
from tests.fetch_examples import STREET

ROOT = Path(__file__).resolve().parents[2]
DURHAM = "Durham Constabulary"
COLUMNS = "measure,place,period_start,period_end,numerator,denominator,value,lower,upper,status"


def line(month: str, crime_type: str, identity: str = "") -> str:
    """One row as data.police.uk writes it."""
    where = "-1.500000,54.700000,On or near Larch Walk,E01990001,County Durham 001A"
    return f"{identity},{month},{DURHAM},{DURHAM},{where},{crime_type},,\n"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "durham"
    assert run("init", folder, "--example", "durham").code == 0
    return folder


@pytest.fixture
def march(tmp_path: Path) -> Path:
    """A month with two incidents alike in every cell, two crimes, and a month that Excel has rewritten."""
    path = tmp_path / "2025-03-durham-street.csv"
    incident = line("2025-03", "Anti-social behaviour")
    crimes = line("2025-03", "Burglary", "ab") + line("2025-03", "Robbery", "cd")
    path.write_text(STREET + incident * 2 + crimes + line("Mar-25", "Drugs", "secret"), encoding="utf-8")
    return path


@pytest.fixture
def loaded(home: Path, march: Path) -> Path:
    assert run("load", "-w", home, "police_uk.street", march).code == 0
    return home


def only_load(home: Path) -> str:
    (load,) = json.loads(run("loads", "-w", home, "--json").out)
    return str(load["id"])


# Making a partnership


@pytest.mark.parametrize(
    ("example", "name"), [("durham", "County Durham and Darlington"), ("herefordshire", "Herefordshire")]
)
def test_init_makes_a_folder_from_an_example(tmp_path: Path, example: str, name: str) -> None:
    done = run("init", tmp_path / "new", "--example", example)
    assert (done.code, done.err) == (0, "")
    assert name in done.out
    made = {path.name for path in (tmp_path / "new").iterdir()}
    assert {"partnership.toml", "plan.toml", "breaks.toml", "sources.toml", "reports", "keys"} <= made
    assert not (tmp_path / "new" / "keys" / "signing.key").stat().st_mode & 0o077


def test_init_without_an_example_makes_a_partnership_that_opens(tmp_path: Path) -> None:
    assert run("init", tmp_path / "new").code == 0
    done = run("loads", "-w", tmp_path / "new")
    assert (done.code, done.out, done.err) == (0, "", "Nothing is loaded yet.\n")


def test_init_overwrites_nothing(home: Path) -> None:
    before = (home / "plan.toml").read_bytes()
    done = run("init", home, "--example", "herefordshire")
    assert done.code == 2
    assert "overwrites nothing" in done.err
    assert (home / "plan.toml").read_bytes() == before


# Loading


def test_load_tells_rows_read_accepted_and_quarantined(home: Path, march: Path) -> None:
    done = run("load", "-w", home, "police_uk.street", march, "--json")
    assert (done.code, done.err) == (0, "")
    said = json.loads(done.out)
    assert said["contract"] == "police_uk.street"
    assert (said["rows_read"], said["rows_accepted"], said["rows_quarantined"]) == (5, 4, 1)
    assert said["version"] == 1
    (file,) = said["files"]
    assert file["name"] == march.name
    assert file["rows_read"] == file["rows_accepted"] + file["rows_quarantined"] == 5


def test_load_says_so_in_words(home: Path, march: Path) -> None:
    done = run("load", "-w", home, "police_uk.street", march)
    start = "police_uk.street: 1 file, 5 rows read, 4 accepted, 1 quarantined. Version 1, load "
    assert done.out.startswith(start)
    assert "2025-03-durham-street.csv, line 6: Month must be a month written like 2025-01" in done.err
    assert "secret" not in done.out + done.err


def test_the_same_file_again_changes_nothing_and_says_so(loaded: Path, march: Path) -> None:
    done = run("load", "-w", loaded, "police_uk.street", march)
    assert done.code == 0
    assert done.out == "2025-03-durham-street.csv: already loaded, to the byte; nothing changed.\n"
    said = json.loads(run("load", "-w", loaded, "police_uk.street", march, "--json").out)
    assert said["unchanged"] == [march.name]
    assert (said["rows_read"], said["rows_accepted"], said["rows_quarantined"]) == (0, 0, 0)
    only_load(loaded)


def test_a_pattern_stands_for_every_file_it_matches(home: Path, tmp_path: Path) -> None:
    for month in ("2025-01", "2025-02"):
        text = STREET + line(month, "Burglary", "ab")
        (tmp_path / f"{month}-durham-street.csv").write_text(text, encoding="utf-8")
    said = json.loads(run("load", "-w", home, "police_uk.street", tmp_path / "*-street.csv", "--json").out)
    assert said["rows_read"] == said["rows_accepted"] == 2
    assert [file["name"][:7] for file in said["files"]] == ["2025-01", "2025-02"]


def test_a_corrected_file_replaces_its_month_and_undo_brings_the_old_one_back(
    loaded: Path, march: Path, tmp_path: Path
) -> None:
    corrected = tmp_path / "corrected.csv"
    corrected.write_text(STREET + line("2025-03", "Burglary", "ab") * 3, encoding="utf-8")
    said = json.loads(run("load", "-w", loaded, "police_uk.street", corrected, "--json").out)
    assert said["version"] == 2
    assert counted(loaded) == "3"
    done = run("undo", "-w", loaded, said["load"])
    assert done.code == 0
    assert done.out.startswith(f"Took back {said['load']} (police_uk.street, 3 rows).")
    assert counted(loaded) == "2"
    loads = run("loads", "-w", loaded).out.splitlines()
    assert [each.endswith("taken back") for each in loads] == [False, True]


def counted(home: Path) -> str:
    """How many crimes are recorded in March."""
    asked = ("--from", "2025-03", "--to", "2025-03", "--csv")
    (row,) = csv.DictReader(io.StringIO(run("measure", "-w", home, "recorded_offences", *asked).out))
    return row["numerator"]


def test_loads_lists_what_was_loaded_and_by_whom(home: Path, march: Path) -> None:
    run("load", "-w", home, "police_uk.street", march, "--sender", "Durham analyst")
    (listed,) = run("loads", "-w", home, "police_uk.street").out.splitlines()
    assert listed.startswith(only_load(home))
    assert "Durham analyst  4 accepted, 1 quarantined  2025-03-durham-street.csv" in listed
    assert run("loads", "-w", home, "local.series").err == "Nothing is loaded yet.\n"


# Quarantine


def test_quarantine_gives_line_and_sentence_but_not_the_row(loaded: Path) -> None:
    done = run("quarantine", "-w", loaded)
    assert done.out.startswith("police_uk.street  2025-03-durham-street.csv, line 6: Month must be")
    assert "secret" not in done.out
    (row,) = json.loads(run("quarantine", "-w", loaded, "--json").out)
    assert set(row) == {"contract", "load", "file", "line", "why"}
    assert (row["line"], row["load"]) == (6, only_load(loaded))


def test_quarantine_shows_the_row_when_asked(loaded: Path) -> None:
    assert "secret,Mar-25" in run("quarantine", "-w", loaded, "--rows").out
    (row,) = json.loads(run("quarantine", "-w", loaded, "--rows", "--json").out)
    assert "secret" in row["sent"]


def test_quarantine_of_what_was_taken_back_is_empty(loaded: Path) -> None:
    run("undo", "-w", loaded, only_load(loaded))
    assert run("quarantine", "-w", loaded).err == "Nothing is in quarantine.\n"
    assert run("quarantine", "-w", loaded, "local.series").out == ""


# Measuring


def test_measure_as_csv_has_the_columns_and_dates_of_the_contract(loaded: Path) -> None:
    done = run(
        "measure", "-w", loaded, "antisocial_incidents", "--from", "2025-03", "--to", "2025-03", "--csv"
    )
    assert (done.code, done.err) == (0, "")
    header, row = done.out.splitlines()
    assert header == COLUMNS
    cells = row.split(",")
    assert cells[:4] == ["antisocial_incidents", "Durham", "2025-03-01", "2025-03-31"]
    assert (cells[4], float(cells[6]), cells[-1]) == ("2", 2.0, "")
    assert float(cells[7]) < 2 < float(cells[8])


def test_measure_puts_breakdowns_between_period_and_counts(loaded: Path) -> None:
    asked = ("--from", "2025-03", "--to", "2025-03", "--by", "crime_type", "--csv")
    rows = list(csv.DictReader(io.StringIO(run("measure", "-w", loaded, "recorded_offences", *asked).out)))
    assert list(rows[0])[:6] == [
        "measure",
        "place",
        "period_start",
        "period_end",
        "crime_type",
        "numerator",
    ]
    assert {row["crime_type"]: row["numerator"] for row in rows} == {"Burglary": "1", "Robbery": "1"}


def test_measure_has_a_row_for_every_period_and_marks_what_is_missing(loaded: Path) -> None:
    asked = ("--from", "2025-02", "--to", "2025-03", "--every", "month", "--csv")
    rows = list(csv.DictReader(io.StringIO(run("measure", "-w", loaded, "recorded_offences", *asked).out)))
    assert [(row["period_end"], row["value"], row["status"]) for row in rows] == [
        ("2025-02-28", "", "x"),
        ("2025-03-31", "2.0", ""),
    ]


def test_a_month_without_the_offence_is_a_nought_not_a_gap(home: Path, tmp_path: Path) -> None:
    text = STREET + line("2025-01", "Robbery", "ab") + line("2025-02", "Burglary", "cd")
    (tmp_path / "two.csv").write_text(text, encoding="utf-8")
    run("load", "-w", home, "police_uk.street", tmp_path / "two.csv")
    asked = ("--from", "2025-01", "--to", "2025-02", "--by", "crime_type", "--csv")
    rows = csv.DictReader(io.StringIO(run("measure", "-w", home, "recorded_offences", *asked).out))
    found = {(row["period_start"], row["crime_type"]): row["numerator"] for row in rows}
    assert found == {
        ("2025-01-01", "Burglary"): "0",
        ("2025-01-01", "Robbery"): "1",
        ("2025-02-01", "Burglary"): "1",
        ("2025-02-01", "Robbery"): "0",
    }


def test_measure_as_json_carries_the_definition_and_the_reason(loaded: Path) -> None:
    asked = ("--place", "Cleveland", "--from", "2025-03", "--to", "2025-03", "--json")
    said = json.loads(run("measure", "-w", loaded, "antisocial_incidents", *asked).out)
    about = CATALOGUE["antisocial_incidents"]
    assert (said["unit"], said["source"], said["better"]) == (about.unit, about.source, about.better.value)
    assert {"author", "checker", "review", "contracts"} <= set(said)
    (reading,) = said["readings"]
    assert (reading["place"], reading["value"], reading["status"]) == ("Cleveland", None, "x")
    assert "police_uk.street" in reading["why"]
    assert set(COLUMNS.split(",")) <= set(reading)


def test_measure_as_a_table_says_why_a_figure_is_missing(loaded: Path) -> None:
    done = run("measure", "-w", loaded, "recorded_offences", "--from", "2025-02", "--to", "2025-02")
    assert done.out.rstrip().endswith("[x]")
    assert "would supply" in done.err
    assert "the last period held is March 2025" in done.err


# Looking things up


def test_measures_lists_them_all_and_prints_one_whole() -> None:
    assert [each.split()[0] for each in run("measures").out.splitlines()] == list(CATALOGUE)
    whole = run("measures", "solved_rate").out
    for label in ("unit", "better", "source", "numerator", "denominator", "contracts", "author", "review by"):
        assert f"\n{label} " in whole
    assert "select" in whole.lower()
    assert {each["name"] for each in json.loads(run("measures", "--json").out)} == set(CATALOGUE)


def test_contracts_lists_them_all_with_their_columns() -> None:
    assert [each.split()[0] for each in run("contracts").out.splitlines()] == list(CONTRACTS)
    listed = json.loads(run("contracts", "--json").out)
    assert listed["ons.population"]["columns"] == ["code", "name", "year", "population"]


# Mistakes


@pytest.mark.parametrize(
    ("words", "sentence", "hint"),
    [
        (["load", "police_uk.strete", "x"], "'police_uk.strete' is not a contract.", "'police_uk.street'"),
        (["load", "police_uk.street", "none.csv"], "There is no file 'none.csv'.", ""),
        (["load", "police_uk.street", "none*.csv"], "No file matches none*.csv.", ""),
        (["measure", "antisocial_incident"], "is not a measure.", "'antisocial_incidents'"),
        (["measure", "recorded_offences", "--place", "Durhum"], "is no place that Desist knows.", "'Durham'"),
        (
            ["measure", "recorded_offences", "--by", "offense_group"],
            "cannot be broken down by",
            "'offence_group'",
        ),
        (["measure", "recorded_offences", "--every", "week"], "'week' is not a length of period.", "quarter"),
        (["measure", "recorded_offences", "--from", "March"], "'March' is not a date or month.", "2025-03"),
        (["undo", "20200101T000000000"], "There is no load '20200101T000000000'.", ""),
        (["measures", "solvedrate"], "is not a measure.", "'solved_rate'"),
    ],
)
def test_a_mistake_is_one_sentence_a_hint_and_an_exit_code(
    loaded: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], sentence: str, hint: str
) -> None:
    monkeypatch.setenv("DESIST_HOME", str(loaded))
    done = run(*words)
    assert done.code == 2
    assert done.out == ""
    first, *rest = done.err.splitlines()
    assert first.startswith("desist: ")
    assert sentence in first
    assert len(rest) <= 1
    assert hint in "".join(rest)


def test_a_mistake_in_a_file_of_the_partnership_is_one_sentence_with_its_line(loaded: Path) -> None:
    plan = loaded / "plan.toml"
    plan.write_text(plan.read_text().replace('measure = "solved_rate"', 'measure = "solvd_rate"', 1))
    done = run("load", "-w", loaded, "police_uk.street", loaded / "nothing.csv")
    assert done.code == 2
    assert "plan.toml" in done.err
    assert "solved_rate" in done.err
    number = plan.read_text().splitlines().index('measure = "solvd_rate"') + 1
    assert f"line {number}" in done.err


def test_a_verb_that_there_is_not_is_no_traceback() -> None:
    done = run("nonsense")
    assert done.code == 2
    assert "No such command 'nonsense'" in done.err


# Where the partnership is


def test_the_folder_is_the_one_named_or_desist_home_or_the_current_one(
    loaded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DESIST_HOME", raising=False)
    monkeypatch.chdir(tmp_path)
    nowhere = run("loads")
    assert nowhere.code == 2
    assert "There is no partnership in" in nowhere.err
    assert "-w DIR" in nowhere.err
    monkeypatch.chdir(loaded)
    assert only(run("loads").out)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DESIST_HOME", str(loaded))
    assert only(run("loads").out)
    assert run("init", tmp_path / "other").code == 0
    assert run("loads", "-w", tmp_path / "other").out == ""


def only(out: str) -> str:
    (single,) = out.splitlines()
    return single


# The real thing: a process of its own


def process(*words: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: cell for name, cell in os.environ.items() if name != "DESIST_HOME"}
    return subprocess.run(
        [sys.executable, "-m", "desist", *words],
        cwd=cwd,
        capture_output=True,
        text=True,
        env={**kept, "PYTHONPATH": str(ROOT), **environment},
    )


def test_a_process_loads_and_measures(home: Path, march: Path) -> None:
    done = process("load", "police_uk.street", str(march), "--json", cwd=home)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["rows_accepted"] == 4
    asked = ("measure", "recorded_offences", "--from", "2025-03", "--to", "2025-03", "--csv")
    done = process(*asked, cwd=march.parent, DESIST_HOME=str(home))
    assert done.stdout.splitlines()[0] == COLUMNS
    assert done.stderr == ""


def test_a_process_that_is_asked_wrongly_leaves_with_two_and_a_sentence(tmp_path: Path) -> None:
    done = process("measure", "recorded_offences", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("desist: There is no partnership in")
    assert "Traceback" not in done.stderr


def test_a_reader_that_goes_away_leaves_no_traceback(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "desist", "measures", "--json"],
            cwd=tmp_path,
            stdout=writing,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
    finally:
        os.close(writing)
    assert done.stderr == ""
