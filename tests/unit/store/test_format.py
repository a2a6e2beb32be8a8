"""A store says which version wrote it, and what to do when that is not this one."""

from __future__ import annotations

from pathlib import Path

import pytest

from desist.store import Store
from desist.store.format import FORMAT, migrate, write_format
from desist.vocabulary.mistake import OperatorMistake


def marked(folder: Path, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "store.json").write_text(text)
    return folder


def test_the_format_is_one() -> None:
    assert FORMAT == 1


def test_a_later_store_is_left_alone_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(OperatorMistake, match=r"has format 2, written by a later Desist.*Upgrade"):
        Store(marked(tmp_path, '{"format": 2}'))


def test_an_earlier_store_says_which_command_migrates_it(tmp_path: Path) -> None:
    with pytest.raises(OperatorMistake, match=r"written by an earlier Desist.*desist migrate"):
        Store(marked(tmp_path, '{"format": 0}'))


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": "new"}', '{"format": null}', "7"])
def test_a_damaged_mark_is_a_sentence(tmp_path: Path, text: str) -> None:
    with pytest.raises(OperatorMistake, match=r"store\.json cannot be read"):
        Store(marked(tmp_path, text))
    with pytest.raises(OperatorMistake, match=r"store\.json cannot be read"):
        migrate(tmp_path)


def test_a_store_without_its_mark_can_be_migrated(tmp_path: Path) -> None:
    (tmp_path / "accepted").mkdir()
    with pytest.raises(OperatorMistake, match=r"does not say which version wrote it.*desist migrate"):
        Store(tmp_path)
    assert migrate(tmp_path) == "Marked the store as format 1."
    assert Store(tmp_path).versions() == {}
    assert migrate(tmp_path) == "Nothing to do: the store already has format 1."


def test_there_is_no_way_back(tmp_path: Path) -> None:
    with pytest.raises(OperatorMistake, match="There is no way from store format 9 to 1"):
        migrate(marked(tmp_path, '{"format": 9}'))


def test_the_mark_is_written_once_and_whole(tmp_path: Path) -> None:
    write_format(tmp_path / "new")
    write_format(tmp_path / "new")
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["store.json"]
