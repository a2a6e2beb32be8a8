"""A partnership's folder, to be spoiled: a shorter County Durham and Darlington."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest

Spoil = Callable[[str, str, str], int]


@pytest.fixture
def durham(tmp_path: Path) -> Path:
    """A partnership in a folder of its own."""
    return Path(copytree(Path(__file__).parent / "home", tmp_path / "home"))


@pytest.fixture
def spoil(durham: Path) -> Spoil:
    """Replace the first such text in a file of the partnership; gives the line where it stood."""

    def replace(name: str, old: str, new: str) -> int:
        path = durham / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return text[: text.index(old)].count("\n") + 1

    return replace
