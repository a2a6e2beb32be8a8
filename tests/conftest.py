"""What every test may ask for: the real data that stands beside the project."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.sharing import SHARED, scheduler, shared_by

if TYPE_CHECKING:
    from xdist.remote import Producer
    from xdist.scheduler import Scheduling

ROOT = Path(__file__).resolve().parent.parent

# No test is timed. In CI every run draws the same examples, so that a failure there can be repeated.
settings.register_profile("desist", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("desist")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Scheduling | None:
    """Who runs which tests where `make test` has several processes: see tests/sharing.py."""
    return scheduler(config, log) if config.getvalue("dist") == "loadgroup" else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What many files share begins first: it takes longest, and the others fill the time that is left."""
    items.sort(key=lambda item: shared_by(item.nodeid) not in SHARED)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real data (DATA=path, or ../shared/data).

    Where it is absent the test is skipped by name; in CI its absence is a failure.
    """
    folder = Path(os.environ.get("DATA") or ROOT.parent / "shared" / "data")
    if not (folder / "CATALOGUE.md").exists():
        if os.environ.get("CI"):
            pytest.fail(f"real data is not at {folder}, and in CI it must be")
        pytest.skip(f"real data is not at {folder}; set DATA=path to run this test")
    return folder
