"""A draft: four formats, built anew for any change and for none left alone, whole or not at all."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from desist.home import drafting
from desist.home.create import create
from desist.home.opened import Home
from desist.publication.passports.written import read_passports
from desist.vocabulary.mistake import OperatorMistake
from tests.command_line import run
from tests.report_text import ids, texts
from tests.small_county import FIGURES, drafted, load, plan, told


@pytest.fixture
def typeset_quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    """For tests of when a draft is built, not of how it looks: four empty formats."""
    files = {f"report.{kind}": kind.encode() for kind in ("html", "pdf", "docx", "ods")}
    monkeypatch.setattr(drafting, "rendered", lambda report, progress: files)
    monkeypatch.setattr("desist.home.state._program", lambda: "the same")  # though somebody works on it


def test_a_draft_has_four_formats_that_say_the_same(small: Home) -> None:
    made = drafted(small)
    assert sorted(path.name for path in made.folder.iterdir()) == [
        "passports.json", "report.docx", "report.html", "report.ods", "report.pdf", "state.json",
    ]  # fmt: skip
    for said in texts(made.folder).values():
        assert "January to March 2025 (quarter 4, 2024/25)" in said
        assert "Referrals rose to 520, from 400 a year before." in said
        assert "Draft" in said


def test_every_code_that_is_printed_can_be_traced_and_every_passport_is_printed(small: Home) -> None:
    told(small, {1: "There were {{referrals}}, and {{victim_service_referrals period=2024-03}} before."})
    folder = drafted(small, "1-4").folder
    known = {passport.id for passport in read_passports(folder)}
    for said in texts(folder).values():
        assert ids(said) == known
    for code in known:
        assert run("trace", code, "-w", small.folder).out.startswith(f"In {folder.name}\n{code}")


@pytest.mark.usefixtures("typeset_quickly")
def test_an_unchanged_draft_is_left_alone_and_says_its_warnings_again(small: Home) -> None:
    told(small, {1: "Referrals rose compared with a year ago."})
    first = drafted(small)
    assert [each.rule for each in first.findings] == ["unclaimed-direction"]
    before = {path: path.read_bytes() for path in first.files}
    again = drafted(small, minutes=50)
    assert again.unchanged
    assert again.findings == first.findings
    assert before == {path: path.read_bytes() for path in again.files}


CHANGES: dict[str, Callable[[Home], object]] = {
    "data": lambda home: load(
        home, ("victim_service_referrals", FIGURES[1][1], "2025-Q1", "521", "", ""), minutes=5
    ),
    "narrative": lambda home: told(home, {1: "Every referral is a person."}),
    "risks": lambda home: (
        told(home, {}),
        (home.folder / "reports/2025-03/risks.toml").write_text('Finance = "None"'),
    ),
    "plan": lambda home: (home.folder / "plan.toml").write_text(plan() + "\n# a remark\n"),
    "breaks": lambda home: (home.folder / "breaks.toml").write_text(""),
    "a file gone": lambda home: (home.folder / "drafts/2025-03_kpq1-2/report.pdf").unlink(),
    "state": lambda home: (home.folder / "drafts/2025-03_kpq1-2/state.json").write_text("{"),
}


@pytest.mark.usefixtures("typeset_quickly")
@pytest.mark.parametrize("change", CHANGES)
def test_any_change_builds_it_anew(small: Home, change: str) -> None:
    drafted(small)
    CHANGES[change](small)
    assert not drafted(small).unchanged
    assert drafted(small).unchanged


@pytest.mark.usefixtures("typeset_quickly")
def test_another_program_builds_it_anew(small: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    drafted(small)
    monkeypatch.setattr("desist.home.state._program", lambda: "newer")
    assert not drafted(small).unchanged


def test_a_build_that_fails_leaves_the_old_draft_whole(small: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    made = drafted(small)
    before = {path: path.read_bytes() for path in made.folder.iterdir()}
    told(small, {1: "Every referral is a person."})

    def full(path: Path, said: bytes) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken, pytest.raises(OSError, match="No space left"):
        broken.setattr(Path, "write_bytes", full)
        drafted(small)
    assert before == {path: path.read_bytes() for path in made.folder.iterdir()}


def test_a_killed_build_leaves_the_old_draft_whole(small: Home) -> None:
    made = drafted(small)
    before = {path: path.read_bytes() for path in made.folder.iterdir()}
    told(small, {1: "Every referral is a person."})
    command = [sys.executable, "-m", "desist", "report", "--quarter", "2025-03", "-w", str(small.folder)]
    building = subprocess.Popen(command, env={**os.environ}, stderr=subprocess.DEVNULL)
    time.sleep(1)
    building.send_signal(signal.SIGKILL)
    building.wait()
    assert before == {path: path.read_bytes() for path in made.folder.iterdir()}
    assert not drafted(small).unchanged


@pytest.mark.usefixtures("typeset_quickly")
def test_a_build_killed_between_its_last_two_steps_is_put_right(small: Home) -> None:
    folder = drafted(small).folder
    folder.rename(drafting._beside(folder, "old"))
    assert drafted(small).unchanged
    assert folder.is_dir()
    assert not drafting._beside(folder, "old").exists()


@pytest.mark.parametrize(
    ("asked", "named", "listed"),
    [
        ("1-4", "kpq1-4", "KPQs 1 to 4"),
        ("2", "kpq2", "KPQ 2."),
        ("1,3", "kpq1+3", "KPQs 1 and 3"),
        ("3,1", "kpq1+3", "KPQs 1 and 3"),
        ("1-2,4", "kpq1-2+4", "KPQs 1, 2 and 4"),
        ("", "kpq1-2", "KPQs 1 and 2"),
    ],
)
def test_the_questions_asked_for_are_answered_and_no_others(
    small: Home, asked: str, named: str, listed: str
) -> None:
    made = drafted(small, asked)
    assert made.folder.name == f"2025-03_{named}"
    said = texts(made.folder)["html"]
    assert f"This report considers {listed}" in said
    for number in range(1, 5):
        assert (f"KPQ {number}: the indicators at a glance" in said) == (str(number) in _all(named))


def _all(named: str) -> set[str]:
    return {"kpq1-4": set("1234"), "kpq1-2": set("12"), "kpq1-2+4": set("124")}.get(
        named, set(named) & set("1234")
    )


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--quarter", "2025-02"), "No quarter ends in February 2025."),
        (("--quarter", "2025"), "'2025' is not a month."),
        (("--quarter", "2025-03", "--kpq", "9"), "The plan has no KPQ 9."),
        (("--quarter", "2025-03", "--kpq", "4-1"), "'4-1' does not name questions."),
        (("--quarter", "2025-03", "--kpq", "all"), "'all' does not name questions."),
        (("--quarter", "2025-03", "--kpq", "1-999999"), "The plan has no KPQ 999999."),
    ],
)
def test_a_report_that_cannot_be_meant_is_refused(small: Home, words: tuple[str, ...], sentence: str) -> None:
    answer = run("report", *words, "-w", small.folder)
    assert answer.code == 2
    assert answer.err.startswith(f"desist: {sentence}")
    assert not list((small.folder / "drafts").glob("[!.]*"))


def test_a_county_without_any_data_still_has_a_report(tmp_path: Path) -> None:
    create(tmp_path / "empty", None)
    answer = run("report", "--quarter", "2025-03", "-w", tmp_path / "empty")
    assert (answer.code, answer.err) == (0, "")
    said = texts(tmp_path / "empty" / "drafts" / "2025-03_kpq1")
    for text in said.values():
        assert "It cannot be answered: its one indicator is not available." in text
        assert "police_uk.street" in text
        assert "[x]" in text


@pytest.mark.parametrize("example", ["durham", "herefordshire"])
def test_an_example_without_any_data_answers_nothing_and_says_what_would(
    tmp_path: Path, example: str
) -> None:
    create(tmp_path / "home", example)
    home = Home(tmp_path / "home")
    for path in home.partnership.reports.rglob("kpq*.md"):
        path.unlink()
    every = f"1-{len(home.partnership.plan.kpqs)}"
    answer = run("report", "--quarter", "2025-03", "--kpq", every, "-w", home.folder)
    assert (answer.code, answer.err) == (0, "")
    (folder,) = (home.folder / "drafts").glob("[!.]*")
    said = texts(folder)["html"]
    plan = home.partnership.plan
    inherited = sum(len(each.inherits) for each in plan.frameworks)
    assert said.count("Not available") == len(plan.indicators) + inherited
    assert "Too few to say" in said
    assert "Last period held" in said


def test_a_narrative_that_belongs_to_no_question_is_not_passed_over(small: Home) -> None:
    told(small, {11: "Nobody would read this."})
    with pytest.raises(OperatorMistake, match=r"reports/2025-03/kpq11\.md is the narrative of no question"):
        drafted(small)
