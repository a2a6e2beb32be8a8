"""Partnerships for the acceptance tests: the real county, loaded once, and a small made-up one."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desist.home.demo import Demonstration, demonstrate
from desist.home.opened import Home
from tests.small_county import small_county
from tests.walkthrough import ROOT, follow


@pytest.fixture(scope="session")
def demonstration(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Demonstration:
    """What `make demo` makes of the real data, made once; look at it, but change nothing in it."""
    now = datetime(2025, 6, 12, 10, 0, tzinfo=UTC)
    folder = tmp_path_factory.mktemp("demo") / "durham"
    return demonstrate(folder, shared_data, now=lambda: now, progress=lambda said: None)


@dataclass(frozen=True, kw_only=True)
class Followed:
    """The tutorial as a reader followed it: what was made, to be copied, and how many commands were typed."""

    folder: Path
    typed: int


@pytest.fixture(scope="session")
def tutorial(tmp_path_factory: pytest.TempPathFactory) -> Followed:
    reader = tmp_path_factory.mktemp("tutorial") / "reader"
    reader.mkdir()
    return Followed(folder=reader, typed=follow(ROOT / "docs" / "tutorial.md", reader))


@pytest.fixture(scope="session")
def _small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_county(tmp_path_factory.mktemp("small") / "home").folder


@pytest.fixture
def small(_small: Path, tmp_path: Path) -> Home:
    """The small made-up partnership, loaded; each test has its own copy."""
    shutil.copytree(_small, tmp_path / "home")
    return Home(tmp_path / "home")
