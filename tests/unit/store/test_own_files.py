"""A file under the door of a partnership is refused wherever a command reads plain files."""

from __future__ import annotations

from pathlib import Path

import pytest

from desist.store.own_files import refuse_own_files
from desist.vocabulary.mistake import OperatorMistake
from tests.command_line import run


@pytest.fixture
def home(tmp_path: Path) -> Path:
    for name in ("store/landed", "access", "keys", "downloads"):
        (tmp_path / "home" / name).mkdir(parents=True)
        (tmp_path / "home" / name / "people.csv").write_text("surname,n\nSecretson,5\n", encoding="utf-8")
    (tmp_path / "home" / "partnership.toml").touch()
    return tmp_path / "home"


@pytest.mark.parametrize("where", ["store/landed", "access", "keys"])
def test_what_lies_under_the_door_is_refused_also_by_another_way_to_it(
    home: Path, where: str, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere.csv").symlink_to(home / where / "people.csv")
    for path in (home / where / "people.csv", home / "x" / ".." / where / "people.csv"):
        with pytest.raises(OperatorMistake, match="lies in the folder"):
            refuse_own_files([path])
    with pytest.raises(OperatorMistake, match=r"elsewhere\.csv lies in the folder"):
        refuse_own_files([tmp_path / "elsewhere.csv"])


def test_other_files_are_read(home: Path, tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "people.csv").touch()
    refuse_own_files([home / "downloads" / "people.csv", tmp_path / "store" / "people.csv"])


def test_commands_that_read_plain_files_refuse_them(home: Path, tmp_path: Path) -> None:
    landed = home / "store" / "landed" / "people.csv"
    for words in (
        ("protect", landed, "--by", "surname", "--count", "n"),
        ("link", "--people", landed, "--out", tmp_path / "out.csv"),
        ("load", "local.series", landed, "-w", home),
    ):
        answer = run(*words)
        assert answer.code != 0 and "Secretson" not in answer.out + answer.err
        assert "lies in the folder 'store' of a partnership" in answer.err, words
    assert not (tmp_path / "out.csv").exists()
