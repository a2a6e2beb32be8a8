"""An edition: frozen with its sources, rebuilt to the same bytes, corrected only by a new one."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from desist.home.checking import trace, verify
from desist.home.opened import Home
from desist.home.publishing import rebuild
from desist.publication.passports.manifest import read_manifest
from desist.publication.passports.passport import Passport
from desist.publication.passports.written import read_passports
from desist.vocabulary.mark import Mark
from desist.vocabulary.mistake import OperatorMistake
from tests.command_line import run
from tests.report_text import texts
from tests.small_county import DURHAM, QUARTER, drafted, indicator, load, plan, published, told

FIRST, SECOND = "2025-03_kpq1-2_edition1", "2025-03_kpq1-2_edition2"
LATER = ("victim_service_referrals", DURHAM, "2025-Q1", "480", "", "")
REASON = "forty referrals were counted twice"


def same(home: Home, name: str) -> bool:
    said = rebuild(home, name, progress=lambda said: None)
    assert set(said) == {
        "report.html",
        "report.pdf",
        "report.docx",
        "report.ods",
        "passports.json",
        "cells.json",
    }
    return set(said.values()) == {"same"}


def holds(home: Home) -> bool:
    return all(each.holds for each in verify(Home(home.folder), []))


def test_an_edition_is_whole_frozen_and_keeps_its_own_sources(small: Home) -> None:
    told(small, {1: "Every referral is a person."})
    (small.folder / "reports" / QUARTER / "risks.toml").write_text('Finance = "None"', encoding="utf-8")
    folder = published(small).folder
    assert folder == small.folder / "editions" / FIRST
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    sources = {"partnership.toml", "plan.toml", "breaks.toml", "sources.toml", "access.toml"}
    sources |= {f"reports/{QUARTER}/kpq1.md", f"reports/{QUARTER}/risks.toml"}
    reports = {"report.html", "report.pdf", "report.docx", "report.ods"}
    assert set(files) == {"manifest.json", "passports.json", "cells.json"} | reports | {
        f"source/{each}" for each in sources
    }
    assert all(path.stat().st_mode & 0o222 == 0 for path in files.values())
    assert (folder / "source/plan.toml").read_bytes() == (small.folder / "plan.toml").read_bytes()
    assert "[[user]]" not in (folder / "source/access.toml").read_text(encoding="utf-8")
    for said in texts(folder).values():
        assert "Edition 1" in said
        assert "Draft" not in said


def test_it_is_published_once(small: Home) -> None:
    folder = published(small).folder
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    answer = run("report", "--quarter", QUARTER, "--publish", "-w", small.folder)
    assert answer.code == 2
    assert answer.err.startswith("desist: Edition 1 of this report is published and frozen.")
    assert before == {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert published(small, "1").folder.name == "2025-03_kpq1_edition1"


def test_there_is_nothing_to_correct_before_the_first_edition(small: Home) -> None:
    with pytest.raises(OperatorMistake, match="no published edition of this report to correct"):
        published(small, reason=REASON)
    assert not (small.folder / "editions").exists()


def test_it_is_rebuilt_to_the_same_bytes_whatever_came_later(small: Home) -> None:
    told(small, {1: "There were {{referrals}}."})
    published(small)
    assert same(small, FIRST)
    later = load(small, LATER, name="later.csv", minutes=30)
    told(small, {1: "Something else."})
    (small.folder / "plan.toml").write_text(
        plan([indicator("visits", 3, "custody_visits")]), encoding="utf-8"
    )
    assert same(small, FIRST)
    assert holds(small)
    small.undo(later)
    assert same(small, FIRST)
    assert holds(small)
    assert run("rebuild", FIRST, "-w", small.folder).code == 0


def test_it_is_rebuilt_the_same_after_an_earlier_quarter_was_published_late(small: Home) -> None:
    """The report before it is the one there was on the day, not one that came afterwards."""
    published(small)
    late = run("report", "--quarter", "2024-09", "--kpq", "1-2", "--publish", "-w", small.folder)
    assert late.code == 0, late.err
    assert same(small, FIRST)


def test_a_correction_marks_and_lists_what_it_revised_in_every_format(small: Home) -> None:
    told(
        small,
        {1: "There were {{referrals}} and, a year before, {{victim_service_referrals period=2024-03}}."},
    )
    published(small)
    load(small, LATER, name="later.csv", minutes=30)
    folder = published(small, reason=REASON, minutes=40).folder
    assert folder.name == SECOND
    for said in texts(folder).values():
        assert re.search(r"March 2025 480(\.0)? \[r\]", said)
        assert "rose to 480 [r], from 400 a year before" in said
        assert "400 [r]" not in said
        assert "62.5% [r]" not in said
        assert "Referrals into victim services, Durham January to March 2025 520 480" in said
    said = texts(folder)["html"]
    assert f"This edition corrects the one before it: {REASON}." in said
    assert "There were 480 [r] and, a year before, 400." in said
    manifest = read_manifest(folder)
    assert (manifest.corrects, manifest.reason) == (FIRST, REASON)
    assert set(manifest.revised) == {each.id for each in read_passports(folder) if revised(each)}
    assert len(manifest.revised) == 2
    assert same(small, FIRST)
    assert same(small, SECOND)
    assert holds(small)


def revised(passport: Passport) -> bool:
    return any(each.mark is Mark.REVISED for each in passport.readings)


def test_a_correction_of_words_says_that_no_figure_was_revised(small: Home) -> None:
    published(small)
    told(small, {1: "Every referral is a person."})
    folder = published(small, reason="a sentence was missing.", minutes=40).folder
    said = texts(folder)["html"]
    assert "corrects the one before it: a sentence was missing. No figure was revised." in said
    assert read_manifest(folder).revised == ()


def test_the_next_report_says_what_changed_since(small: Home) -> None:
    published(small)
    quarter = ("victim_service_referrals", DURHAM, "2025-Q3", "610", "", "")
    load(small, quarter, name="later.csv", minutes=30)
    assert run("report", "--quarter", "2025-09", "-w", small.folder).code == 0
    said = texts(small.folder / "drafts" / "2025-09_kpq1-2")["html"]
    assert "Referrals: 610, was 520 (January to March 2025)." in said


def test_trace_gives_the_newest_edition_before_any_draft(small: Home) -> None:
    drafted(small)
    code = read_passports(small.folder / "drafts" / "2025-03_kpq1-2")[0].id
    assert trace(small, code)[0].parent.name == "drafts"
    published(small)
    load(small, LATER, name="later.csv", minutes=30)
    assert trace(small, code)[0].name == FIRST
    published(small, reason=REASON, minutes=40)
    drafted(small, minutes=50)
    assert trace(small, code.lower().replace("-", " "))[0].name == SECOND
    said = json.loads(run("trace", code, "--json", "-w", small.folder).out)
    assert said["in"] == SECOND
    assert run("trace", "CDD-0000-0000", "-w", small.folder).code == 2


def test_a_key_other_than_the_partnerships_own_publishes_nothing(small: Home, tmp_path: Path) -> None:
    from desist.home.create import KEYS
    from desist.publication.passports.signing import create_key

    for path in (small.folder / KEYS).iterdir():
        path.unlink()
    create_key(small.folder / KEYS)
    with pytest.raises(OperatorMistake, match=r"is not the one that partnership\.toml names"):
        published(small)
    assert not (small.folder / "editions").exists()
