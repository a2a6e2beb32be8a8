"""Each small table of the manual's pages on measures, read and compared with the answer beside it."""

from __future__ import annotations

from typing import Any

import pytest

from desist.measures.catalogue import CATALOGUE
from desist.measures.examples import Example, examples
from desist.vocabulary import reference
from desist.vocabulary.period import Every, Period, month
from desist.vocabulary.reading import Reading
from tests.example_rows import typed
from tests.made_up import MadeUp, read_made_up

EXAMPLES = [(name, each) for name, measure in CATALOGUE.items() for each in examples(measure)]


@pytest.fixture(scope="module")
def store() -> MadeUp:
    return MadeUp()


@pytest.mark.parametrize(
    ("name", "example"), EXAMPLES, ids=[f"{name}: {each.title}" for name, each in EXAMPLES]
)
def test_an_example(store: MadeUp, name: str, example: Example) -> None:
    assert example.asked[:3] == ("desist", "measure", name)
    sent = {contract: [typed(contract, row) for row in rows] for contract, rows in example.sent.items()}
    (first,), (last,), (every,) = (example.given(option) for option in ("from", "to", "every"))
    periods = list(Period(month(first).start, month(last).end).steps(Every(every)))
    codes = [reference.place(place).code for place in example.given("place")]
    readings = read_made_up(store.fill(sent), name, codes, periods, by=example.given("by"))
    assert [_printed(each, row) for each, row in zip(readings, example.answer, strict=True)] == list(
        example.answer
    )


def test_every_measure_read_from_what_is_published_or_returned_has_an_example() -> None:
    """Those on persons have their own, slower truth; see tests/reference."""
    without = [name for name, measure in CATALOGUE.items() if not examples(measure)]
    on_persons = [name for name in without if CATALOGUE[name].people]
    published = [name for name in without if "reoff" in name]
    assert set(without) == {*on_persons, *published}


def test_a_wrong_answer_is_seen(store: MadeUp) -> None:
    name, example = EXAMPLES[0]
    wrong = [{**row, "value": "28"} for row in example.answer]
    with pytest.raises(AssertionError):
        test_an_example(
            store, name, Example(title="", sent=example.sent, asked=example.asked, answer=tuple(wrong))
        )


def _printed(each: Reading, like: Any) -> dict[str, str]:
    """A reading as a row of the page, with as many decimals as the page prints."""
    cells = {"place": each.place, "period_end": each.period.end.isoformat(), "status": each.mark.value}
    cells |= {**each.breakdown}
    for name in ("numerator", "denominator", "value"):
        number = getattr(each, name)
        places = len(like[name].partition(".")[2])
        cells[name] = "" if number is None else f"{number:.{places}f}"
    return {name: cells[name] for name in like}
