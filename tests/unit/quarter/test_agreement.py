"""A passport names the agreement under which the files behind a figure are held."""

from __future__ import annotations

from pathlib import Path

from desist.partnership import open_home
from desist.partnership.create import create_home
from desist.publication.passports.passport import OPEN_DATA
from desist.quarter.agreement import agreement_of


def test_open_data_and_partner_returns_are_told_apart(tmp_path: Path) -> None:
    create_home(tmp_path / "durham", "durham")
    sources = open_home(tmp_path / "durham").sources
    assert agreement_of(sources, ["police_uk.street"], ["recorded_offences"]) == OPEN_DATA
    held = ["local.series", "police_uk.street"]
    assert agreement_of(sources, held, ["custody_visits"]) == "Custody visiting scheme memorandum"
    assert agreement_of(sources, held, ["recorded_offences"]) == OPEN_DATA
