"""A download over a line that breaks, from servers that misbehave: whole, or one sentence."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest

from desist.intake.answer import Wanted
from desist.intake.connection import open_connection
from desist.intake.download import Line, download
from desist.vocabulary.mistake import OperatorMistake
from tests.publisher_server import Publisher, Served, running

CONTENT = bytes(range(256)) * 4096  # one megabyte
OTHER = CONTENT[::-1] + b"more"


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with running() as server:
        yield server


class Setting(NamedTuple):
    wanted: Wanted
    line: Line
    pauses: list[float]
    seen: list[tuple[str, int, int]]


@pytest.fixture
def setting(publisher: Publisher, tmp_path: Path) -> Setting:
    pauses: list[float] = []
    seen: list[tuple[str, int, int]] = []
    line = Line(
        open_connection=open_connection,
        pause=pauses.append,
        progress=lambda name, done, total: seen.append((name, done, total)),
        pauses=(1.0, 2.0),
    )
    wanted = Wanted(
        address=f"{publisher.address}/a.bin",
        hosts=("127.0.0.1",),
        target=tmp_path / "in" / "a.bin",
        largest=2 << 20,
    )
    return Setting(wanted, line, pauses, seen)


def names(setting: Setting) -> set[str]:
    return {each.name for each in setting.wanted.target.parent.iterdir()}


def test_a_file_arrives_whole_and_alone(publisher: Publisher, setting: Setting) -> None:
    publisher.files["/a.bin"] = Served(content=CONTENT)
    assert download(setting.wanted, setting.line).read_bytes() == CONTENT
    assert names(setting) == {"a.bin"}
    assert setting.seen[-1] == ("a.bin", len(CONTENT), len(CONTENT))
    assert setting.pauses == []


def test_a_broken_line_is_taken_up_where_it_broke(publisher: Publisher, setting: Setting) -> None:
    publisher.files["/a.bin"] = Served(content=CONTENT, break_after=[300_000, 500_000])
    assert download(setting.wanted, setting.line).read_bytes() == CONTENT
    assert publisher.ranges("/a.bin") == ["", "bytes=300000-", "bytes=800000-"]
    assert setting.pauses == [1.0, 1.0]
    assert names(setting) == {"a.bin"}


def test_what_arrived_is_kept_for_the_next_command(publisher: Publisher, setting: Setting) -> None:
    publisher.files["/a.bin"] = Served(content=CONTENT, break_after=[300_000, 0, 0, 0])
    with pytest.raises(OperatorMistake, match=r"broke off again and again while sending a\.bin") as mistake:
        download(setting.wanted, setting.line)
    assert "carries on from there" in mistake.value.hint
    assert names(setting) == {"a.bin.part", "a.bin.part.json"}
    publisher.asked.clear()
    assert download(setting.wanted, setting.line).read_bytes() == CONTENT
    assert publisher.ranges("/a.bin") == ["bytes=300000-"]


def test_a_server_that_ignores_ranges_sends_it_all_again(publisher: Publisher, setting: Setting) -> None:
    publisher.files["/a.bin"] = Served(content=CONTENT, ranges=False, break_after=[300_000])
    assert download(setting.wanted, setting.line).read_bytes() == CONTENT
    assert publisher.ranges("/a.bin") == ["", "bytes=300000-"]


@pytest.mark.parametrize("tag", ['"two"', 'W/"two"', ""])
def test_halves_of_two_versions_are_never_joined(publisher: Publisher, setting: Setting, tag: str) -> None:
    changed = Served(content=OTHER, tag=tag)
    publisher.files["/a.bin"] = Served(content=CONTENT, break_after=[300_000], then=changed)
    assert download(setting.wanted, setting.line).read_bytes() == OTHER


def test_a_server_that_ignores_if_range_is_found_out_by_its_tag(
    publisher: Publisher, setting: Setting
) -> None:
    publisher.files["/a.bin"] = Served(content=CONTENT, break_after=[300_000])

    def forgetful(address: str, headers: dict[str, str], hosts: tuple[str, ...]) -> object:
        if "Range" in headers:
            publisher.files["/a.bin"] = Served(content=OTHER, tag='"two"')
        return open_connection(address, {k: v for k, v in headers.items() if k != "If-Range"}, hosts)

    line = replace(setting.line, open_connection=forgetful)  # type: ignore[arg-type]  # answers as it does
    assert download(setting.wanted, line).read_bytes() == OTHER


def test_a_shorter_file_in_its_place_is_fetched_anew(publisher: Publisher, setting: Setting) -> None:
    short = Served(content=b"short")
    publisher.files["/a.bin"] = Served(content=CONTENT, break_after=[300_000], then=short)
    assert download(setting.wanted, setting.line).read_bytes() == b"short"


def test_a_version_nobody_named_is_fetched_from_the_start(publisher: Publisher, setting: Setting) -> None:
    publisher.files["/a.bin"] = Served(content=CONTENT, tag="", break_after=[300_000])
    assert download(setting.wanted, setting.line).read_bytes() == CONTENT
    assert publisher.ranges("/a.bin") == ["", ""]


def test_a_part_that_was_whole_already_is_only_named(publisher: Publisher, setting: Setting) -> None:
    publisher.files["/a.bin"] = Served(content=CONTENT)
    download(setting.wanted, setting.line)
    setting.wanted.target.rename(setting.wanted.target.with_name("a.bin.part"))  # killed before the rename
    note = f'{{"address": "{setting.wanted.address}", "version": "\\"one\\""}}'
    setting.wanted.target.with_name("a.bin.part.json").write_text(note)
    assert download(setting.wanted, setting.line).read_bytes() == CONTENT
    assert publisher.ranges("/a.bin") == ["", f"bytes={len(CONTENT)}-"]


@pytest.mark.parametrize("note", ["", "{}", "[]", '{"address": "elsewhere", "version": "x"}'])
def test_a_part_of_something_unknown_is_not_trusted(
    publisher: Publisher, setting: Setting, note: str
) -> None:
    publisher.files["/a.bin"] = Served(content=CONTENT)
    setting.wanted.target.parent.mkdir()
    setting.wanted.target.with_name("a.bin.part").write_bytes(b"something else")
    setting.wanted.target.with_name("a.bin.part.json").write_text(note)
    assert download(setting.wanted, setting.line).read_bytes() == CONTENT


def test_a_length_that_is_not_said_is_taken_as_it_comes(publisher: Publisher, setting: Setting) -> None:
    publisher.files["/a.bin"] = Served(content=CONTENT, announce=False)
    assert download(setting.wanted, setting.line).read_bytes() == CONTENT
    assert setting.seen[-1] == ("a.bin", len(CONTENT), 0)


@pytest.mark.parametrize("announce", [True, False])
def test_a_file_larger_than_allowed_is_refused(
    publisher: Publisher, setting: Setting, announce: bool
) -> None:
    publisher.files["/a.bin"] = Served(content=CONTENT, announce=announce)
    with pytest.raises(OperatorMistake, match=r"a\.bin is larger than 0 megabytes"):
        download(replace(setting.wanted, largest=1 << 19), setting.line)
    assert names(setting) == set()


def test_a_busy_publisher_is_asked_again_when_it_says(publisher: Publisher, setting: Setting) -> None:
    publisher.files["/a.bin"] = Served(content=CONTENT, statuses=[503, 429], retry_after="7")
    assert download(setting.wanted, setting.line).read_bytes() == CONTENT
    assert setting.pauses == [7.0, 7.0]


def test_a_publisher_that_stays_down_is_one_sentence(publisher: Publisher, setting: Setting) -> None:
    publisher.files["/a.bin"] = Served(content=b"", status=500)
    with pytest.raises(OperatorMistake, match=r"broke off again and again .*status 500"):
        download(setting.wanted, setting.line)
    assert setting.pauses == [1.0, 2.0]


@pytest.mark.parametrize(
    ("status", "said"),
    [(404, "does not exist"), (410, "does not exist"), (403, "refuses to send"), (401, "refuses")],
)
def test_a_refusal_is_one_sentence_and_not_repeated(
    publisher: Publisher, setting: Setting, status: int, said: str
) -> None:
    publisher.files["/a.bin"] = Served(content=b"", status=status)
    with pytest.raises(OperatorMistake, match=said):
        download(setting.wanted, setting.line)
    assert len(publisher.asked) == 1


def test_a_web_page_with_status_200_is_not_the_file(publisher: Publisher, setting: Setting) -> None:
    publisher.files["/a.bin"] = Served(content=b"<h1>Sorry</h1>", kind="text/html; charset=utf-8")
    with pytest.raises(OperatorMistake, match=r"answers with a web page \(text/html\), not with a\.bin"):
        download(setting.wanted, setting.line)
    assert names(setting) == set()
    page = replace(setting.wanted, web_page=True)
    assert download(page, setting.line).read_bytes() == b"<h1>Sorry</h1>"


def test_a_hash_that_was_promised_is_kept_to(publisher: Publisher, setting: Setting) -> None:
    publisher.files["/a.bin"] = Served(content=CONTENT)
    right = replace(setting.wanted, sha256=hashlib.sha256(CONTENT).hexdigest())
    assert download(right, setting.line).exists()
    with pytest.raises(OperatorMistake, match="is another file: its hash differs"):
        download(replace(setting.wanted, sha256="0" * 64, target=right.target.with_name("b")), setting.line)
    assert names(setting) == {"a.bin"}


def test_no_network_is_one_sentence_at_once(setting: Setting) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    nobody = replace(setting.wanted, address=f"http://127.0.0.1:{port}/a.bin")
    with pytest.raises(
        OperatorMistake, match=r"127\.0\.0\.1 cannot be reached: it refused the connection"
    ) as mistake:
        download(nobody, setting.line)
    assert "network" in mistake.value.hint
    assert setting.pauses == []


def test_a_network_that_goes_away_in_between_is_waited_for(publisher: Publisher, setting: Setting) -> None:
    from desist.intake.connection import Unreachable

    publisher.files["/a.bin"] = Served(content=CONTENT, break_after=[300_000])
    calls = []

    def sometimes(address: str, headers: dict[str, str], hosts: tuple[str, ...]) -> object:
        calls.append(headers)
        if len(calls) == 2:
            raise Unreachable("its name cannot be looked up")
        return open_connection(address, headers, hosts)

    line = replace(setting.line, open_connection=sometimes)  # type: ignore[arg-type]  # answers as it does
    assert download(setting.wanted, line).read_bytes() == CONTENT
    assert len(calls) == 3


def test_a_full_disk_is_said_before_the_download_and_during_it(
    publisher: Publisher, setting: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    publisher.files["/a.bin"] = Served(content=CONTENT)
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(1, 1, 0))  # type: ignore[attr-defined]
        with pytest.raises(OperatorMistake, match=r"cannot be written to .*: no space left on device"):
            download(setting.wanted, setting.line)

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OperatorMistake, match="no space left on device"):
            download(setting.wanted, setting.line)
    assert "a.bin" not in names(setting)
    assert download(setting.wanted, setting.line).read_bytes() == CONTENT


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://data.police.uk/a", "is not a secure address"),
        ("file:///etc/passwd", "is not a secure address"),
        ("ftp://127.0.0.1/a", "is not a secure address"),
        ("https://elsewhere.example/a", "not on a machine from which this source may be fetched"),
    ],
)
def test_only_secure_addresses_of_the_named_machines_are_opened(
    setting: Setting, address: str, said: str
) -> None:
    with pytest.raises(OperatorMistake, match=said):
        download(
            replace(setting.wanted, address=address, hosts=("127.0.0.1", "data.police.uk")), setting.line
        )


@pytest.mark.parametrize(
    "to", ["https://elsewhere.example/a", "http://elsewhere.example/a", "file:///etc/passwd"]
)
def test_a_redirect_to_a_stranger_is_refused(publisher: Publisher, setting: Setting, to: str) -> None:
    publisher.files["/a.bin"] = Served(content=b"", redirect=to)
    with pytest.raises(OperatorMistake):
        download(setting.wanted, setting.line)


def test_a_redirect_to_a_named_machine_is_followed(publisher: Publisher, setting: Setting) -> None:
    publisher.files["/a.bin"] = Served(content=b"", redirect=f"{publisher.address}/b.bin")
    publisher.files["/b.bin"] = Served(content=CONTENT)
    assert download(setting.wanted, setting.line).read_bytes() == CONTENT
