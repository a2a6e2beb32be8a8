"""A new partnership folder opens as it is, and nothing that exists is overwritten."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from desist.partnership import create_home, examples, open_home
from desist.partnership.handbook import FILES
from desist.partnership.keys import Table, items_of, keys_of
from desist.vocabulary.mistake import OperatorMistake


@pytest.mark.parametrize("example", [None, "durham", "herefordshire"])
def test_what_is_made_opens(tmp_path: Path, example: str | None) -> None:
    written = create_home(tmp_path / "new" / "home", example)
    assert all(path.is_file() for path in written)
    home = open_home(tmp_path / "new" / "home")
    assert (home.reports / "README.md").is_file()
    assert home.plan.indicators


def test_the_examples_are_named() -> None:
    assert examples() == ["durham", "herefordshire"]


def test_an_unknown_example_names_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(OperatorMistake) as caught:
        create_home(tmp_path / "home", "duram")
    assert caught.value.sentence == "There is no example called 'duram'; did you mean 'durham'?"
    with pytest.raises(OperatorMistake) as caught:
        create_home(tmp_path / "home", "template")
    assert caught.value.sentence == (
        "There is no example called 'template'; it is one of durham, herefordshire."
    )


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text("mine")
    with pytest.raises(OperatorMistake) as caught:
        create_home(tmp_path)
    assert (
        caught.value.sentence == f"{tmp_path} already holds plan.toml, and 'desist init' overwrites nothing."
    )
    assert [path.name for path in tmp_path.iterdir()] == ["plan.toml"]
    assert (tmp_path / "plan.toml").read_text() == "mine"


def test_other_files_in_the_folder_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    create_home(tmp_path, "durham")
    assert (tmp_path / "notes.txt").read_text() == "mine"
    assert open_home(tmp_path).short_name == "Durham"


def test_a_file_in_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("")
    with pytest.raises(OperatorMistake, match="home is a file, so no partnership folder can be made there"):
        create_home(tmp_path / "home")
    with pytest.raises(OperatorMistake, match="cannot be written: not a directory"):
        create_home(tmp_path / "home" / "within")


def tables_of(table: type[Table]) -> set[type[Table]]:
    found = {table}
    for key in keys_of(table):
        inner = items_of(key.kind)
        if inner is not None:
            found |= tables_of(inner)
    return found


@pytest.mark.parametrize("name", FILES)
def test_the_template_shows_and_explains_every_key(tmp_path: Path, name: str) -> None:
    create_home(tmp_path)
    text = re.sub(r"\n# ", " ", "\n" + (tmp_path / name).read_text(encoding="utf-8"))
    for table in tables_of(FILES[name]):
        for key in keys_of(table):
            shown = rf"\[\[(\w+\.)?{key.name}\]\]|\[{key.name}\]|{key.name} = "
            assert re.search(rf"^#?({shown})", text, re.MULTILINE), key.name
            if f"{key.name}]" not in text:  # a table is explained at its heading
                assert key.says.rstrip(".") in text, key.name


def test_the_template_opens_with_every_key_in_use(tmp_path: Path) -> None:
    create_home(tmp_path)
    for path in tmp_path.glob("*.toml"):
        text = re.sub(r"^#(?=[\w\[])", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        text = text.replace('comparators = ["year before"]', 'comparators = ["peers", "target"]')
        path.write_text(text, encoding="utf-8")
    home = open_home(tmp_path)
    assert home.plan.strategy is not None
    assert home.plan.indicators[0].target is not None
    assert next(each.id for each in home.plan.actions if "antisocial" in each.moves) == "patrols"
    assert home.breaks_of("antisocial_incidents", "E23000008")[0].id == "new-system"
