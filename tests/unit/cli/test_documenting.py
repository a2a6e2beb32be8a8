"""Generated pages are fresh, and a page that is stale, missing or left behind is named."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from desist.cli.documenting import MARK, pages, stale
from desist.cli.pages import command_line, python, reference_tables

DOCS = Path(__file__).resolve().parents[3] / "docs"


@pytest.fixture(scope="module")
def written() -> dict[str, str]:
    return pages()


def test_every_generated_page_is_fresh(written: dict[str, str]) -> None:
    assert stale(DOCS, written) == {}


def test_a_page_that_is_not_as_it_should_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "dictionary").mkdir()
    (tmp_path / "dictionary" / "old.md").write_text(MARK + "# A contract that is gone\n", encoding="utf-8")
    (tmp_path / "by-hand.md").write_text("# Written by a person\n", encoding="utf-8")
    (tmp_path / "fresh.md").write_text("same\n", encoding="utf-8")
    (tmp_path / "stale.md").write_text("before\n", encoding="utf-8")
    wrong = stale(tmp_path, {"fresh.md": "same\n", "stale.md": "after\n", "new.md": "new\n"})
    assert set(wrong) == {"stale.md", "new.md", "dictionary/old.md"}
    assert "left behind" in wrong["dictionary/old.md"]


def desist(*arguments: str, at: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "desist", *arguments]
    root = {"PYTHONPATH": str(DOCS.parent), "PATH": "", "COLUMNS": "200"}
    return subprocess.run(command, cwd=at, env=root, capture_output=True, encoding="utf-8", check=False)


def test_docs_writes_what_check_then_accepts_and_takes_away_what_is_left_behind(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    left = tmp_path / "docs" / "left.md"
    left.write_text(MARK + "# A measure that is gone\n", encoding="utf-8")
    assert desist("docs", at=tmp_path).returncode == 0
    assert not left.exists()
    checked = desist("docs", "--check", at=tmp_path)
    assert (checked.returncode, checked.stderr) == (0, "")
    (tmp_path / "docs" / "claims.md").write_text("changed\n", encoding="utf-8")
    checked = desist("docs", "--check", at=tmp_path)
    assert checked.returncode == 1
    assert "docs/claims.md is not fresh." in checked.stderr


def test_a_folder_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    answer = desist("docs", at=tmp_path)
    assert answer.returncode == 2
    assert answer.stderr.startswith("desist: There is no folder docs.")


def test_the_command_page_has_every_command_of_the_program(tmp_path: Path) -> None:
    def listed(*group: str) -> set[str]:
        answer = desist(*group, "--help", at=tmp_path).stdout
        return set(re.findall(r"^  ([a-z-]+)  ", answer.split("Commands:")[1], re.MULTILINE))

    told = set(re.findall(r"^## desist (.+)$", command_line.page(), re.MULTILINE))
    groups = {name for name in listed() if any(each.startswith(f"{name} ") for each in told)}
    in_groups = {f"{group} {verb}" for group in groups for verb in listed(group)}
    # A group with an option of its own, besides --help, does something without a verb too.
    alone = {group for group in groups if desist(group, "--help", at=tmp_path).stdout.count("\n  --") > 0}
    assert alone == {"link"}
    assert told == (listed() - groups) | alone | in_groups


def test_the_python_page_has_the_public_methods_and_no_private_one() -> None:
    told = set(re.findall(r"^### (\w+)$", python.page(), re.MULTILINE))
    assert {"open", "load", "measure", "quarantine", "to_pandas", "to_csv", "to_json"} <= told
    assert not any(name.startswith("_") for name in told)


def test_the_tables_page_says_of_each_whether_it_is_verified() -> None:
    from desist.vocabulary.reference_tables import TABLES

    page = reference_tables.page()
    assert set(re.findall(r"^## (\w+)$", page, re.MULTILINE)) == set(TABLES)
    assert page.count("| verified |") - 1 == len(TABLES)
