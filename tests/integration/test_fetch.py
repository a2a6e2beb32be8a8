"""Fetching public sources from publishers on this machine, with files of the shape of the real ones."""

from __future__ import annotations

import fcntl
import socket
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desist.intake.fetch import fetch
from desist.intake.publishers import Publishers
from desist.vocabulary.mistake import OperatorMistake
from desist.vocabulary.period import Period, month
from tests.fetch_examples import RECORDED, files, get, publishers_at, workbook
from tests.publisher_server import Publisher, Served, running


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with running() as server:
        yield server


@pytest.fixture
def publishers(publisher: Publisher) -> Publishers:
    return publishers_at(publisher)


def test_the_newest_release_on_a_page_is_found_and_checked(
    publisher: Publisher, publishers: Publishers, tmp_path: Path
) -> None:
    publisher.files["/tables"] = Served(
        kind="text/html",
        content=b'<a href="/m/1/prc-knives-230726.csv">no</a><a>none</a>'
        b'<a class="x" href="/m/2/prc-pfa-230726.csv?a=1">no</a>'
        b'<a href="/m/3/prc-pfa-230726.csv">newest</a>'
        b'<a href="/m/4/prc-pfa-230425.csv">older</a>',
    )
    publisher.files["/m/3/prc-pfa-230726.csv"] = Served(content=RECORDED.encode(), kind="text/csv")
    found = get(publishers, tmp_path, "home_office.recorded_crime", months=(), forces=())
    assert files(tmp_path) == {"home_office.recorded_crime/prc-pfa-230726.csv"}
    assert found.files[0].contract == "home_office.recorded_crime"
    assert not get(publishers, tmp_path, "home_office.recorded_crime").files[0].new


def test_a_page_that_lists_none_says_so(publisher: Publisher, publishers: Publishers, tmp_path: Path) -> None:
    publisher.files["/tables"] = Served(content=b"<p>moved</p>", kind="text/html")
    with pytest.raises(OperatorMistake, match=r"/tables lists no file of home_office\.recorded_crime"):
        get(publishers, tmp_path, "home_office.recorded_crime")


def test_a_link_to_a_stranger_is_not_followed(
    publisher: Publisher, publishers: Publishers, tmp_path: Path
) -> None:
    link = b'<a href="https://elsewhere.example/prc-pfa-230726.csv">here</a>'
    publisher.files["/tables"] = Served(content=link, kind="text/html")
    with pytest.raises(OperatorMistake, match="not on a machine from which this source may be fetched"):
        get(publishers, tmp_path, "home_office.recorded_crime")


def test_the_financial_years_of_the_months_are_fetched(
    publisher: Publisher, publishers: Publishers, tmp_path: Path
) -> None:
    page = b'<a href="/outcomes-mar2025-230726.xlsx">25</a><a href="/outcomes-mar2026-230726.xlsx">26</a>'
    publisher.files["/tables"] = Served(content=page, kind="text/html")
    for year in ("2025", "2026"):
        publisher.files[f"/outcomes-mar{year}-230726.xlsx"] = Served(content=workbook())
    found = get(
        publishers, tmp_path, "home_office.crime_outcomes", months=[month("2025-03"), month("2025-04")]
    )
    assert [each.path.name for each in found.files] == [
        "outcomes-mar2025-230726.xlsx",
        "outcomes-mar2026-230726.xlsx",
    ]
    assert found.source.first


def test_the_calendar_years_of_the_months_are_fetched(
    publisher: Publisher, publishers: Publishers, tmp_path: Path
) -> None:
    publisher.files["/casualty-2025.csv"] = Served(content=b"\xef\xbb\xbfid,casualty_severity\n1,3\n")
    assert [each.path.name for each in get(publishers, tmp_path, "stats19.casualties").files] == [
        "casualty-2025.csv"
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "arrived empty"),
        (b"\n <!doctype html><p>Please sign in", "is a web page"),
        (b"id,severity\n1,3\n", "has no column 'casualty_severity'"),
        (b"\xff\xfe\x00\x01", "has no column 'casualty_severity'"),
    ],
)
def test_a_file_that_is_something_else_never_gets_the_name(
    publisher: Publisher, publishers: Publishers, tmp_path: Path, content: bytes, said: str
) -> None:
    publisher.files["/casualty-2025.csv"] = Served(content=content)
    with pytest.raises(OperatorMistake, match=said):
        get(publishers, tmp_path, "stats19.casualties")
    assert files(tmp_path) == set()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (workbook()[:-30], "arrived damaged"),
        (workbook("other"), "is a zip archive, but not a workbook"),
        (b"plain text", "arrived damaged"),
    ],
)
def test_a_workbook_that_is_none_is_refused(
    publisher: Publisher, publishers: Publishers, tmp_path: Path, content: bytes, said: str
) -> None:
    page = b'<a href="/outcomes-mar2025-230726.xlsx">25</a>'
    publisher.files["/tables"] = Served(content=page, kind="text/html")
    publisher.files["/outcomes-mar2025-230726.xlsx"] = Served(content=content)
    with pytest.raises(OperatorMistake, match=said):
        get(publishers, tmp_path, "home_office.crime_outcomes")
    assert files(tmp_path) == set()


def test_no_network_is_one_sentence(publishers: Publishers, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    nobody = replace(publishers.sources[0], address=f"http://127.0.0.1:{port}/{{month}}.zip")
    with pytest.raises(OperatorMistake, match=r"127\.0\.0\.1 cannot be reached"):
        get(replace(publishers, sources=(nobody,)), tmp_path, "police_uk")


def test_an_unknown_source_is_a_mistake_with_the_nearest(publishers: Publishers, tmp_path: Path) -> None:
    with pytest.raises(OperatorMistake, match=r"'police_uk\.streets' is not a source") as mistake:
        get(publishers, tmp_path, "police_uk.streets")
    assert mistake.value.hint == "Did you mean 'police_uk.street'?"


def test_months_and_forces_must_be_said(publishers: Publishers, tmp_path: Path) -> None:
    with pytest.raises(OperatorMistake, match="fetched by month, and no month was given"):
        get(publishers, tmp_path, "police_uk", months=[])
    with pytest.raises(OperatorMistake, match="fetched by force, and no force was given"):
        get(publishers, tmp_path, "police_uk", forces=[])
    with pytest.raises(ValueError, match="is not one month"):
        get(publishers, tmp_path, "police_uk", months=[Period(date(2025, 1, 1), date(2025, 3, 31))])


def test_two_fetches_at_once_one_is_told_to_wait(publishers: Publishers, tmp_path: Path) -> None:
    (tmp_path / ".fetching").mkdir()
    with (tmp_path / ".fetching" / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(OperatorMistake, match="is under way"):
            get(publishers, tmp_path, "police_uk")


def test_a_folder_that_cannot_be_written_is_one_sentence(publishers: Publishers, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OperatorMistake, match="Nothing can be written to"):
        get(publishers, tmp_path / "file", "police_uk")


def test_the_pauses_are_real_unless_told_otherwise() -> None:
    assert fetch.__kwdefaults__["pause"] is time.sleep
