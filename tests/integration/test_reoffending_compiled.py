"""A made-up county asked through the compiled pass and through the queries: equal readings, to the digit."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence

import pytest

import desist
from desist.home.create import create
from desist.home.opened import Home
from desist.measures.catalogue import CATALOGUE
from desist.measures.read import read
from desist.quarter.reader import Reader
from desist.quarter.reoffending.compiled.answering import Compiled
from desist.records.places import printed_name
from desist.synthetic.offenders.county import draw_county
from desist.synthetic.offenders.files import write_county
from desist.synthetic.pack import SENDER
from desist.vocabulary.period import Every, Period, ending
from desist.vocabulary.reading import Reading

HOME, COUNCIL = "E23000008", "E06000047"
MEASURES = [
    *("proven_reoffending_rate", "reoffences_per_reoffender", "reoffences_per_offender"),
    *("previous_offences_per_offender", "proven_reoffending_rate_12_month_cohort"),
]
ASKED: list[tuple[Sequence[str], dict[str, str]]] = [
    ((), {}),
    (("sex",), {}),
    (("age_band", "sex"), {}),
    (("index_offence_group",), {"age_group": "adult"}),
    (("disposal",), {}),
    (("previous_offences_band", "ethnicity_self"), {"area": "Darlington"}),
    ((), {"sex": "neither"}),
]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    folder = tmp_path_factory.mktemp("county")
    write_county(draw_county(1_500, 3), folder / "files", 3)
    create(folder / "durham", "durham")
    opened = desist.open(folder / "durham")
    for contract in ("police.people", "courts.proven_offences", "prisons.custody_spells"):
        opened.load(contract, [folder / "files" / f"{contract}.csv"], sender=SENDER)
    return opened


@pytest.fixture(scope="module")
def reader(home: Home) -> Iterator[Reader]:
    opened = home.reader()
    yield opened
    opened.close()


def periods() -> list[Period]:
    """A quarter that is final, one that is not, one that nobody is in, and two years."""
    quarters = [ending(month, Every.QUARTER) for month in ("2016-03", "2018-12", "2021-12", "2030-03")]
    return [*quarters, ending("2017-03", Every.YEAR), ending("2021-06", Every.YEAR)]


def answers(reader: Reader, compiled: Compiled | None, name: str, asked: int) -> list[Reading]:
    by, only = ASKED[asked]
    measure = CATALOGUE[name]
    if compiled is not None:
        measure = compiled.instead(measure, (*by, *only), [HOME, COUNCIL], at_least=0)
        assert measure is not CATALOGUE[name], "the pass did not answer"
    places = {code: printed_name(code) for code in (HOME, COUNCIL)}
    return read(measure, reader.ask, places, periods(), by=by, only=only)


@pytest.fixture(scope="module")
def compiled(reader: Reader) -> Compiled:
    assert reader.compiled is not None
    return reader.compiled


@pytest.mark.parametrize("name", MEASURES)
def test_every_reading_is_that_of_the_query(reader: Reader, compiled: Compiled, name: str) -> None:
    for asked in range(len(ASKED)):
        found = answers(reader, compiled, name, asked)
        assert found == answers(reader, None, name, asked)
        assert len(found) >= 12


def test_what_is_laid_out_is_kept_and_can_be_lost(home: Home, reader: Reader, compiled: Compiled) -> None:
    before = answers(reader, compiled, MEASURES[0], 1)
    (kept,) = (home.store.cache / "reoffending").glob("*/about.json")
    about = kept.stat().st_mtime_ns
    again = home.reader()
    assert answers(again, again.compiled, MEASURES[0], 1) == before
    again.close()
    assert kept.stat().st_mtime_ns == about, "laid out again though nothing changed"
    shutil.rmtree(home.store.cache)
    # What a killed process left is in nobody's way.
    (kept.parents[1] / "abc.parts").mkdir(parents=True)
    once_more = home.reader()
    assert answers(once_more, once_more.compiled, MEASURES[0], 1) == before
    once_more.close()
    assert not (kept.parents[1] / "abc.parts").exists()


def test_a_store_too_small_to_be_worth_it_is_left_to_the_query(compiled: Compiled) -> None:
    measure = CATALOGUE["proven_reoffending_rate"]
    assert compiled.instead(measure, ["sex"], [HOME]) is measure


def test_a_breakdown_that_the_pass_does_not_know_is_left_to_the_query(compiled: Compiled) -> None:
    measure = CATALOGUE["proven_reoffending_rate"]
    assert compiled.instead(measure, ["prison"], [HOME], at_least=0) is measure
    other = CATALOGUE["proven_reoffences"]
    assert compiled.instead(other, [], [HOME], at_least=0) is other


def test_a_cache_that_cannot_be_written_is_done_without(home: Home) -> None:
    shutil.rmtree(home.store.cache)
    home.store.cache.write_text("not a folder")
    reader = home.reader()
    measure = CATALOGUE["proven_reoffending_rate"]
    assert reader.compiled is not None
    assert reader.compiled.instead(measure, [], [HOME], at_least=0) is measure
    reader.close()
    home.store.cache.unlink()
