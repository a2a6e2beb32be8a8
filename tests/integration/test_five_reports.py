"""The five reports themselves, read whole: the rules fire where a person agreed, and nowhere else."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from desist.publication.claims.check import check
from desist.publication.claims.evidence import Evidence
from desist.publication.narrative_syntax import read_narrative
from desist.vocabulary.period import Period

# What each report's text alone shows, without its figures or any data. Every one was read by hand.
AGREED = {
    "000": ["opposite-directions", "raw-contrast", "tiny-numbers", "wrong-denominator"],
    "001": [],
    "002": ["caption-disagrees", "steady-and-moved", "unequal-windows"],
    "003": ["count-ranked"],
    "004": [],
}
ORDINARY = {"numbering", "unclaimed-direction"}  # every report types its numbers and its directions


@pytest.mark.parametrize("number", sorted(AGREED))
def test_a_report_is_read_as_a_person_would(number: str, shared_data: Path) -> None:
    (path,) = (shared_data.parent / "reports").glob(f"{number}_*.txt")
    place = "Herefordshire" if number == "003" else "Durham"
    evidence = Evidence(place=place, period=Period(date(2019, 1, 1), date(2019, 12, 31)))
    narrative = read_narrative(path.read_text(encoding="utf-8"), file=path.name)
    found = {finding.rule for finding in check([narrative], evidence)}
    assert sorted(found - ORDINARY) == AGREED[number]


def test_a_report_without_figures_says_no_direction(shared_data: Path) -> None:
    (path,) = (shared_data.parent / "reports").glob("001_*.txt")
    evidence = Evidence(place="Durham", period=Period(date(2018, 1, 1), date(2018, 3, 31)))
    assert check([read_narrative(path.read_text(encoding="utf-8"), file="001")], evidence) == ()
