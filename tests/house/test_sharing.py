"""What is dear to make is made once in a run: whoever asks for it is sent to the process that has it."""

from __future__ import annotations

import re

import pytest

from tests.house.tree import python_files, text_of
from tests.sharing import SHARED, shared_by

# The fixtures of a whole run that take long to make, by what they are called in tests/sharing.py.
DEAR = {
    "a Spark cluster": r"\bspark_master\b",
    "the demo of real data": r"\bdemonstration\b",
    "the tutorial, followed": r"\btutorial: Followed\b",
    "the published tables": r"\bread: Read\b",
}


@pytest.mark.parametrize("what", SHARED)
def test_every_file_that_asks_for_it_is_in_its_group(what: str) -> None:
    asking = [
        str(path)
        for path in python_files("tests/")
        if path.name.startswith("test_")
        and re.search(DEAR[what], text_of(path))
        and path.parent.name != "house"
    ]
    assert len(asking) > 1
    assert {shared_by(f"{each}::test_it[1]") for each in asking} == {what}


def test_a_file_that_shares_nothing_is_a_group_of_its_own() -> None:
    assert shared_by("tests/unit/report/test_a.py::test_it[x::y]") == "tests/unit/report/test_a.py"
