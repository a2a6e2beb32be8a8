"""What every test may ask for: the real data that stands beside the project."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent

# No test is timed. In CI every run draws the same examples, so that a failure there can be repeated.
settings.register_profile("desist", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("desist")


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
