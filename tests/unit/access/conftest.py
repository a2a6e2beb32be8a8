"""A partnership with persons' rows, some of them in a compartment, and people who may ask."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from desist.home.create import create
from desist.home.opened import Home
from tests.access_examples import ACCESS, MEMBERS, REVIEWERS, allow
from tests.linkage_examples import as_another_knows, people, send


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


@pytest.fixture(scope="session")
def _linked_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A partnership whose two agencies' people are linked; the first of them is in a gang."""
    folder = tmp_path_factory.mktemp("linked")
    create(folder / "home", "durham")
    allow(folder / "home", ACCESS + REVIEWERS)
    home = Home(folder / "home")
    everybody = people(60)
    send(home.store, folder, "A", everybody, 1)
    send(home.store, folder, "B", as_another_knows(everybody[:40], "B"), 2)
    heading = MEMBERS.splitlines()[0]
    (folder / "members.csv").write_text(f"{heading}\nA0000,Gangs,2024-01-10,,,,\n", encoding="utf-8")
    home.load("local.cohort_membership", [folder / "members.csv"], sender="made up")
    home.linking.run(reason="yearly report")
    return home.folder


@pytest.fixture
def linked(_linked_once: Path, tmp_path: Path) -> Home:
    """The linked partnership, to be done with as one likes."""
    shutil.copytree(_linked_once, tmp_path / "linked")
    return Home(tmp_path / "linked")
