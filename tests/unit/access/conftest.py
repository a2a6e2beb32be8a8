"""A partnership with persons' rows, some of them in a compartment, and people who may ask."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from desist.home.create import create
from desist.home.opened import Home
from tests.access_examples import MEMBERS, allow


@pytest.fixture
def home(tmp_path: Path) -> Home:
    create(tmp_path / "home", "durham")
    allow(tmp_path / "home")
    (tmp_path / "members.csv").write_text(MEMBERS, encoding="utf-8")
    home = Home(tmp_path / "home")
    home.load("local.cohort_membership", [tmp_path / "members.csv"], sender="made up")
    return home


@pytest.fixture
def sent(home: Home, tmp_path: Path) -> Callable[..., str]:
    """Load a file of lines for a contract; gives the load's id."""

    def load(contract: str, text: str, name: str = "sent.csv", encoding: str = "utf-8") -> str:
        (tmp_path / name).write_bytes(text.encode(encoding))
        return home.load(contract, [tmp_path / name], sender="made up", encoding=encoding).id

    return load
