"""Which questions a report is asked for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desist.partnership.home import open_home
from desist.partnership.plan import Kpq, Plan
from desist.publication.editions import Edition, edition_named
from desist.quarter.order import kpqs_asked, span
from desist.vocabulary.mistake import OperatorMistake
from desist.vocabulary.period import Every, ending

QUARTER = ending("2025-03", Every.QUARTER)


@pytest.fixture(scope="module")
def durham(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    from desist.partnership.create import create_home

    folder = tmp_path_factory.mktemp("durham") / "home"
    create_home(folder, "durham")
    return open_home(folder).plan


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ("1-4", [1, 2, 3, 4]),
        ("5-8", [5, 6, 7, 8]),
        ("2", [2]),
        ("1,3", [1, 3]),
        (" 3 , 1 - 2 ", [1, 2, 3]),
        ("1+3", [1, 3]),
        ("2,2,2", [2]),
        ("", [1, 2, 3, 4]),
        ("  ", [1, 2, 3, 4]),
    ],
)
def test_questions_by_number_or_those_due(durham: Plan, asked: str, numbers: list[int]) -> None:
    assert [kpq.number for kpq in kpqs_asked(durham, QUARTER, asked)] == numbers


def test_the_questions_due_follow_the_cycle(durham: Plan) -> None:
    june = kpqs_asked(durham, ending("2025-06", Every.QUARTER), "")
    assert [kpq.number for kpq in june] == [5, 6, 7, 8]


@pytest.mark.parametrize("asked", ["0", "9", "1-9", "4-1", "-", "1-", "a", "1;2", "1.5", "²", "1-2-3", "1,"])
def test_anything_else_is_one_sentence(durham: Plan, asked: str) -> None:
    with pytest.raises(OperatorMistake, match=r"does not name questions|The plan has no KPQ"):
        kpqs_asked(durham, QUARTER, asked)


@given(st.sets(st.integers(1, 60), min_size=1))
def test_an_editions_name_tells_apart_every_set_of_questions(numbers: set[int]) -> None:
    named = span([Kpq(number=number, outcome=1, question="How?") for number in numbers])
    edition = Edition(quarter="2025-03", kpqs=named, number=2)
    assert edition_named(edition.folder) == edition
    read = set()
    for part in named.split("+"):
        first, _, last = part.partition("-")
        read |= set(range(int(first), int(last or first) + 1))
    assert read == numbers
