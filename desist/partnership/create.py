"""Make a new partnership folder: from an example, or from a template that explains every key."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path, PurePosixPath

from desist.partnership.toml_file import quoted, suggestion
from desist.vocabulary.mistake import OperatorMistake

_TEMPLATE = "template"
_ENDINGS = (".toml", ".md")


def examples() -> list[str]:
    """The names of the example partnerships that come with the package."""
    inside = files("desist.partnership").joinpath("examples").iterdir()
    return sorted(
        item.name for item in inside if item.is_dir() and item.name not in {_TEMPLATE, "__pycache__"}
    )


def create_home(folder: Path, example: str | None = None) -> list[Path]:
    """Write a partnership's files and give the paths written; no file that exists is touched.

    With no example the files are a template that opens as it is and explains each key. The signing
    key is made elsewhere.
    """
    if example is not None and example not in examples():
        near = suggestion(example, examples())
        raise OperatorMistake(f"There is no example called {quoted(example)}{near}.")
    source = files("desist.partnership").joinpath("examples").joinpath(example or _TEMPLATE)
    texts = dict(_texts(source, PurePosixPath()))
    if folder.exists() and not folder.is_dir():
        raise OperatorMistake(f"{folder} is a file, so no partnership folder can be made there.")
    there = [str(name) for name in texts if (folder / name).exists()]
    if there:
        raise OperatorMistake(
            f"{folder} already holds {there[0]}, and 'desist init' overwrites nothing.",
            hint="Choose another folder, or move the old files away first.",
        )
    try:
        return [_write(folder / name, text) for name, text in texts.items()]
    except OSError as error:
        why = (error.strerror or "the reason is unknown").lower()
        raise OperatorMistake(f"The partnership folder {folder} cannot be written: {why}.") from None


def _texts(place: Traversable, at: PurePosixPath) -> Iterator[tuple[PurePosixPath, str]]:
    for item in sorted(place.iterdir(), key=lambda item: item.name):
        if item.is_dir():
            yield from _texts(item, at / item.name)
        elif item.name.endswith(_ENDINGS):
            yield at / item.name, item.read_text(encoding="utf-8")


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)
    return path
