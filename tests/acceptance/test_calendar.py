"""`desist calendar` says what the next report must answer and what is overdue."""

from __future__ import annotations

from pathlib import Path

from desist.home.create import create
from tests.command_line import run


def test_the_example_plan_says_what_is_due_and_what_is_missing(tmp_path: Path) -> None:
    create(tmp_path / "home", "durham")
    answer = run("calendar", "--quarter", "2025-03", "--on", "2025-06-20", "-w", tmp_path / "home")
    assert (answer.code, answer.err) == (0, "")
    assert "January to March 2025 (quarter 4, 2024/25), as at 20 June 2025" in answer.out
    assert "Questions due: 4\n  KPQ 1: How safe are our communities?" in answer.out
    assert "Recorded offences: no reading is held." in answer.out
    assert "More detail on crime prevention activities" in answer.out
    assert "KPQ 5: April to June 2025" in answer.out
    assert "KPQ 1: July to September 2025" in answer.out


def test_a_month_that_ends_no_quarter_is_one_sentence(tmp_path: Path) -> None:
    create(tmp_path / "home", "durham")
    answer = run("calendar", "--quarter", "2025-02", "-w", tmp_path / "home")
    assert answer.code == 2
    assert "No quarter ends in February 2025." in answer.err
