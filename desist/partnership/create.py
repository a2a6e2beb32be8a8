"""Make a new partnership folder: from an example, or from a template that explains every key."""

from __future__ import annotations

from pathlib import Path

from desist.partnership.toml_file import quoted, suggestion
from desist.vocabulary.mistake import OperatorMistake

EXAMPLES = Path(__file__).parent / "examples"
_TEMPLATE = "template"
_ENDINGS = {".toml", ".md"}


def examples() -> list[str]:
    """The names of the example partnerships that come with the package."""
    return sorted(path.parent.name for path in EXAMPLES.glob("*/plan.toml") if path.parent.name != _TEMPLATE)


def create_home(folder: Path, example: str | None = None) -> list[Path]:
    """Write a partnership's files and give the paths written; no file that exists is touched.

    With no example the files are a template that opens as it is and explains each key. The signing
    key is made elsewhere.
    """
    if example is not None and example not in examples():
        near = suggestion(example, examples())
        raise OperatorMistake(
            f"There is no example called {quoted(example)}{near}{'' if near.endswith('?') else '.'}"
        )
    source = EXAMPLES / (example or _TEMPLATE)
    names = sorted(path.relative_to(source) for path in source.rglob("*") if path.suffix in _ENDINGS)
    if folder.exists() and not folder.is_dir():
        raise OperatorMistake(f"{folder} is a file, so no partnership folder can be made there.")
    there = [name for name in names if (folder / name).exists()]
    if there:
        raise OperatorMistake(
            f"{folder} already holds {there[0]}, and 'desist init' overwrites nothing.",
            hint="Choose another folder, or move the old files away first.",
        )
    try:
        return [_copy(source / name, folder / name) for name in names]
    except OSError as error:
        why = (error.strerror or "the reason is unknown").lower()
        raise OperatorMistake(f"The partnership folder {folder} cannot be written: {why}.") from None


def _copy(source: Path, target: Path) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("xb") as file:
        file.write(source.read_bytes())
    return target
