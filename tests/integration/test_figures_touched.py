"""A run of linking says which figures it changed, and in which published report each of them stands."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from tests.linkage_examples import after, as_another_knows, people, send
from tests.small_county import INDICATORS, indicator, plan, published, small_county

pytest.importorskip("splink")
REOFFENDING = "proven_reoffending_rate"
PEOPLE = people(80)
HEADER = (
    "person_ref", "date_of_birth", "sex", "offence_code", "offence_date", "proof_date",
    "disposal", "release_date", "area",
)  # fmt: skip


def test_published_figures_that_linking_changes_are_named(tmp_path: Path) -> None:
    """Forty of eighty reoffend under a second agency's reference: before links the report says none did."""
    home = small_county(tmp_path / "home")
    asked = indicator("reoffending", 1, REOFFENDING, better='"lower"')
    (home.folder / "plan.toml").write_text(plan((asked, *INDICATORS)), encoding="utf-8")
    history = tmp_path / "history.csv"
    with history.open("w", newline="", encoding="utf-8") as text:
        writer = csv.writer(text)
        writer.writerow(HEADER)
        for number, (ref, _, _, born, *_) in enumerate(PEOPLE):
            who = (born, "M", "00500")
            writer.writerow((ref, *who, "2025-01-04", "2025-02-01", "fine", "", "County Durham"))
            if number < 40:
                other = f"B{ref[1:]}"
                writer.writerow((other, *who, "2025-03-10", "2025-03-28", "fine", "", "County Durham"))
    home.load("criminal_history", [history], sender="police", now=after(0))
    send(home.store, tmp_path, "A", PEOPLE, 1)
    send(home.store, tmp_path, "B", as_another_knows(PEOPLE[:60], "B"), 2)
    edition = published(home).folder.name
    home.linking.run(reason="quarterly links", now=after(4))

    touched = home.linking.figures_touched()
    printed = [each for each in touched if each.edition]
    assert {each.edition for each in printed} == {edition}
    rate = {(each.period, each.before) for each in printed if each.measure == REOFFENDING}
    assert ("January to March 2025", "0 of 120") in rate, rate
    assert all(each.passport for each in printed)
    assert {each.measure for each in printed} == {REOFFENDING}, "no other figure of the report is of persons"
    held = Counter(each.measure for each in touched if not each.edition)
    assert held[REOFFENDING]
