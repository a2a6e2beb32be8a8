"""The dated file of addresses: complete, honest about what was checked, and plain when it is wrong."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from desist.contracts.catalogue import CONTRACTS
from desist.intake.listing import file_name, find_link
from desist.intake.publishers import Each, read_publishers
from desist.vocabulary.mistake import OperatorMistake

PUBLISHERS = read_publishers()

GOOD = """
dated = 2026-11-22
[[source]]
name = "a"
title = "A"
publisher = "P"
each = "once"
address = "https://a.example/a.csv"
hosts = ["a.example"]
checked = "unverified"
"""


@pytest.mark.parametrize("source", PUBLISHERS.sources, ids=lambda source: source.name)
def test_each_source_has_secure_addresses_on_the_machines_it_names(source) -> None:  # type: ignore[no-untyped-def]
    for address in filter(None, (source.address, source.page if source.link else "")):
        assert urlsplit(address).scheme == "https"
        assert urlsplit(address).hostname in source.hosts
    assert ("{month}" in source.address) == (source.each is Each.ARCHIVE)
    assert ("{year}" in source.address + source.link) == (source.each in {Each.YEAR, Each.FINANCIAL_YEAR})
    assert source.verified is (source.checked != "unverified")
    assert not source.verified or (source.checked <= PUBLISHERS.dated and source.seen_in)
    for contract in source.contracts:
        assert contract in CONTRACTS


def test_sources_are_found_by_name_or_contract() -> None:
    assert PUBLISHERS.find("police_uk").name == "police_uk"
    assert PUBLISHERS.find("police_uk.outcomes").name == "police_uk"
    assert PUBLISHERS.find("ons.force_area_counts").name == "ons.force_area_tables"
    with pytest.raises(OperatorMistake, match="is not a source that can be fetched"):
        PUBLISHERS.find("local.series")


@pytest.mark.parametrize(
    ("source", "year", "name"),
    [
        ("home_office.recorded_crime", "", "prc-pfa-mar2013-onwards-tables-230726.ods"),
        ("home_office.crime_outcomes", "2025", "prc-outcomes-open-data-mar2025-tables-230726.xlsx"),
        ("ons.force_area_tables", "", "pfatablesyemarch2026.xlsx"),
        ("ons.population", "", "myebtablesenglandwales20112025.xlsx"),
    ],
)
def test_the_patterns_find_the_names_that_releases_have_had(source: str, year: str, name: str) -> None:
    publication = PUBLISHERS.find(source)
    assert re.fullmatch(publication.link.replace("{year}", year), name)
    assert not re.fullmatch(publication.link.replace("{year}", year), "prc-outcomes-alternate-open-data.ods")


def test_ons_names_its_files_in_the_query() -> None:
    page = "https://www.ons.gov.uk/crime/datasets/tables"
    text = '<a href="/file?uri=/crime/datasets/tables/yearendingmarch2026/pfatablesyemarch2026.xlsx">xlsx</a>'
    found = find_link(page, text, PUBLISHERS.find("ons.force_area_tables").link)
    assert (
        found
        == "https://www.ons.gov.uk/file?uri=/crime/datasets/tables/yearendingmarch2026/pfatablesyemarch2026.xlsx"
    )
    assert file_name(found) == "pfatablesyemarch2026.xlsx"


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://a/b/c.csv", "c.csv"),
        ("https://a/b/..%2f..%2fetc", "etc"),
        ("https://a/b/", "download"),
        ("https://a/.hidden", "hidden"),
        ("https://a/%00x y", "_x_y"),
    ],
)
def test_a_file_name_is_safe_here(address: str, name: str) -> None:
    assert file_name(address) == name


def test_a_file_of_ones_own_is_read(tmp_path: Path) -> None:
    (tmp_path / "p.toml").write_text(GOOD)
    read = read_publishers(tmp_path / "p.toml")
    assert read.dated == date(2026, 11, 22)
    assert read.sources[0].each is Each.ONCE


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("dated = 2026-11-22", "", "needs a line 'dated"),
        ("dated = 2026-11-22", "dated = ", "is not a TOML file"),
        ('title = "A"', "", "p.toml, a: 'title' is missing"),
        ('title = "A"', 'titel = "A"', "'titel' is not known. Did you mean 'title'?"),
        ('"once"', '"daily"', "each is 'daily', not one of"),
        ('"unverified"', '"yesterday"', "checked is a date, or 'unverified'"),
        ('["a.example"]', '"a.example"', "hosts is a list"),
        ('"once"', '"archive"', "an archive, and nothing else, lists its members"),
        ('address = "https://a.example/a.csv"', "", "needs an address, or a page"),
        (
            'address = "https://a.example/a.csv"',
            'page = "https://a.example"\nlink = "("',
            "link is not a pattern",
        ),
    ],
)
def test_a_mistake_in_it_is_one_sentence(tmp_path: Path, old: str, new: str, said: str) -> None:
    (tmp_path / "p.toml").write_text(GOOD.replace(old, new))
    with pytest.raises(OperatorMistake, match=re.escape(said)):
        read_publishers(tmp_path / "p.toml")


def test_a_file_that_cannot_be_read_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(OperatorMistake, match="cannot be read"):
        read_publishers(tmp_path / "none.toml")
