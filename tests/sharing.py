"""Which tests run one after another in one process: those that share something dear to make.

The tests of a file share its fixtures, and some files share one of the whole run: a Spark cluster, the demo
made from real data, the tutorial followed, the published tables. pytest-xdist's own groups would do, but with
pytest 9.2 it gives every test to whoever is free and says nothing (pytest-dev/pytest-xdist, issue 1386), so
that both processes make everything.
"""

from __future__ import annotations

from fnmatch import fnmatch
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest
    from xdist.remote import Producer
    from xdist.scheduler import Scheduling

# What files share, and how they are found by their names.
SHARED = {
    "a Spark cluster": ("tests/integration/*_spark.py",),
    "the demo of real data": (
        "tests/acceptance/test_durham_report.py",
        "tests/acceptance/test_pages_are_accessible.py",
        "tests/acceptance/test_reoffending_report.py",
    ),
    "the tutorial, followed": ("tests/acceptance/test_how_to.py", "tests/acceptance/test_tutorial.py"),
    "the published tables": ("tests/golden/measures/*.py",),
}


def shared_by(nodeid: str) -> str:
    """What the tests of a file share with other files, or the file itself."""
    file = nodeid.split("::")[0]
    return next((what for what, files in SHARED.items() if any(fnmatch(file, each) for each in files)), file)


def scheduler(config: pytest.Config, log: Producer) -> Scheduling:
    """Gives each process whole groups of tests, in the order in which they were found."""
    from xdist.scheduler import LoadScopeScheduling

    class BySharing(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return shared_by(nodeid)

    return BySharing(config, log)
