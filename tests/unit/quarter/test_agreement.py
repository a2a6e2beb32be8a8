"""A passport names the agreement under which the files behind a figure are held."""

from __future__ import annotations

from pathlib import Path

from desist.partnership import open_home
from desist.partnership.create import create_home
from desist.publication.passports.passport import OPEN_DATA
from desist.quarter.passports import _agreement


def test_open_data_and_partner_returns_are_told_apart(tmp_path: Path) -> None:
    create_home(tmp_path / "durham", "durham")
    sources = open_home(tmp_path / "durham").sources
    assert _agreement(sources, {"police_uk.street": 1}, ["recorded_offences"]) == OPEN_DATA
    held = {"local.series": 1, "police_uk.street": 1}
    assert _agreement(sources, held, ["custody_visits"]) == "Custody visiting scheme memorandum"
    assert _agreement(sources, held, ["recorded_offences"]) == OPEN_DATA
