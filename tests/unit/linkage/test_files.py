"""Linking plain files: what a wrong file is told, and that no value is ever said."""

from __future__ import annotations

import csv
import logging
import os
from pathlib import Path

import pytest

from desist.linkage.columns import parse_map
from desist.linkage.files import Linked, link_files
from desist.vocabulary.mistake import OperatorMistake

pytest.importorskip("splink")

NAMES = ("Zebedee", "Quilliam", "Xanthe", "Ottoline", "Peregrine", "Isolde")
FAMILIES = ("Throckmorton", "Featherstone", "Wigglesworth", "Abercrombie", "Ravenscroft")


def linked(folder: Path, *texts: str, given: dict[str, tuple[str, ...]] | None = None) -> Linked:
    files = [folder / f"file{number}.csv" for number in range(len(texts))]
    for path, text in zip(files, texts, strict=True):
        path.write_text(text)
    target = folder / "people.csv"
    return link_files(files, given or {}, target, scratch=folder / "scratch", progress=lambda said: None)


def people() -> str:
    """Thirty people in sixty records, the later with a letter left out of the surname."""
    lines = ["record_id,first_name,surname,date_of_birth"]
    for number in range(30):
        first, family = NAMES[number % 6], FAMILIES[number % 5]
        born = f"19{50 + number}-{1 + number % 12:02d}-{1 + number % 28:02d}"
        lines += [f"a{number},{first},{family},{born}", f"b{number},{first},{family[:3]}{family[4:]},{born}"]
    return "\n".join(lines) + "\n"


def test_people_are_found_and_nothing_of_them_is_said(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    said: list[str] = []
    (tmp_path / "a.csv").write_text(people())
    done = link_files(
        [tmp_path / "a.csv"], {}, tmp_path / "out.csv", scratch=tmp_path / "scratch", progress=said.append
    )
    assert (done.records, done.people) == (60, 30)
    with (tmp_path / "out.csv").open() as rows:
        found = {row["record_id"]: row["person_id"] for row in csv.DictReader(rows)}
    assert all(found[f"a{number}"] == found[f"b{number}"] for number in range(30))
    everything = " ".join([*said, caplog.text, *capfd.readouterr()]).lower()
    assert not [word for word in (*NAMES, *FAMILIES, "1950-01") if word.lower() in everything]


def test_a_record_without_an_id_is_named_by_file_and_line(tmp_path: Path) -> None:
    text = "\n".join(line.split(",", 1)[1] for line in people().splitlines())
    linked(tmp_path, text)
    with (tmp_path / "people.csv").open() as rows:
        assert next(csv.DictReader(rows))["record_id"] == "file0.csv:2"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "no heading row"),
        ("surname,dob\nA,1970-01-01\n", "fewer than two records"),
        ("id,surname\n1,A\n1,B\n", "have the id of another record"),
        ("colour\nred\n", "no column that is known"),
    ],
)
def test_a_wrong_file_is_told_in_a_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(OperatorMistake, match=sentence):
        linked(tmp_path, text)
    assert not (tmp_path / "people.csv").exists()


def test_a_ragged_line_is_told_without_its_cells(tmp_path: Path) -> None:
    with pytest.raises(OperatorMistake, match="cannot be read as CSV") as mistake:
        linked(tmp_path, "id,surname,dob\n1,Ravenscroft\n2,Isolde,1970-01-01,more\n")
    assert "Ravenscroft" not in mistake.value.sentence + (mistake.value.hint or "")


def test_a_missing_file_and_other_text_are_told(tmp_path: Path) -> None:
    with pytest.raises(OperatorMistake, match="There is no file"):
        link_files([tmp_path / "none.csv"], {}, tmp_path / "o", scratch=tmp_path, progress=lambda said: None)
    (tmp_path / "old.csv").write_bytes("surname\nMüller\n".encode("latin-1"))
    with pytest.raises(OperatorMistake, match="not UTF-8"):
        link_files([tmp_path / "old.csv"], {}, tmp_path / "o", scratch=tmp_path, progress=lambda said: None)


def test_a_file_that_is_read_is_never_written_over(tmp_path: Path) -> None:
    given = tmp_path / "people.csv"
    given.write_text(people())
    with pytest.raises(OperatorMistake, match="would be lost"):
        link_files([given], {}, given, scratch=tmp_path / "scratch", progress=lambda said: None)
    assert given.read_text() == people()


def test_what_is_no_file_is_not_replaced(tmp_path: Path) -> None:
    given, pipe = tmp_path / "people.csv", tmp_path / "pipe"
    given.write_text(people())
    os.mkfifo(pipe)
    with pytest.raises(OperatorMistake, match="no file that could be replaced"):
        link_files([given], {}, pipe, scratch=tmp_path / "scratch", progress=lambda said: None)
    assert pipe.is_fifo()


def test_two_agencies_that_number_alike_can_be_linked(tmp_path: Path) -> None:
    """The hint of the refusal is a way out: each record is then named by its file and line."""
    with pytest.raises(OperatorMistake) as refused:
        linked(tmp_path, people(), people())
    assert "--map record_id=none" in refused.value.hint
    done = linked(tmp_path, people(), people(), given=parse_map("record_id=none"))
    assert (done.records, done.people) == (120, 30)


def test_a_file_parted_by_semicolons_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(OperatorMistake, match="parts its columns by semicolons"):
        linked(tmp_path, people().replace(",", ";"))
