"""A file that somebody named is written whole or not at all, and never over what is read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from desist.cli.out_file import refuse_unwritable, write_out
from desist.vocabulary.mistake import OperatorMistake


def test_a_file_is_written_whole_and_kept_private_if_asked(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    out.write_text("before", encoding="utf-8")
    out.chmod(0o644)
    write_out(out, "after\n", private=True)
    assert out.read_text(encoding="utf-8") == "after\n"
    assert out.stat().st_mode & 0o077 == 0
    assert [each.name for each in tmp_path.iterdir()] == ["out.csv"]


def test_a_link_stays_a_link_and_its_file_is_written(tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_text("", encoding="utf-8")
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
    write_out(tmp_path / "link.csv", b"x")
    assert (tmp_path / "link.csv").is_symlink() and (tmp_path / "real.csv").read_bytes() == b"x"


def test_what_is_no_plain_file_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_out(pipe, "through")
    assert os.read(reader, 100) == b"through"
    os.close(reader)
    assert pipe.is_fifo()


def test_a_full_disk_is_one_sentence() -> None:
    with pytest.raises(OperatorMistake, match="/dev/full cannot be written: No space left"):
        write_out(Path("/dev/full"), "x" * 100_000)


def test_a_place_that_cannot_be_written_is_refused_beforehand(tmp_path: Path) -> None:
    with pytest.raises(OperatorMistake, match="is a folder"):
        refuse_unwritable(tmp_path)
    with pytest.raises(OperatorMistake, match="there is no folder"):
        refuse_unwritable(tmp_path / "no" / "out.csv")


def test_what_is_read_is_not_written_over_by_whatever_name(tmp_path: Path) -> None:
    given, other = tmp_path / "people.csv", tmp_path / "again.csv"
    given.write_text("x", encoding="utf-8")
    other.symlink_to(given)
    for name in (given, other, tmp_path / "." / "people.csv"):
        with pytest.raises(OperatorMistake, match="would be lost"):
            refuse_unwritable(name, read_from=[given])
    refuse_unwritable(tmp_path / "new.csv", read_from=[given, tmp_path / "not there.csv"])
