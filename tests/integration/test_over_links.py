"""A figure over plausible links: as it would be if everybody were counted again by the links of each draw."""

from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from desist.home.checking import verify
from desist.home.create import create
from desist.home.opened import Home
from desist.home.over_links import answer_over_links
from desist.home.publishing import publish, rebuild
from desist.linkage.run import run
from desist.linkage.uncertainty import Plausible
from desist.measures.catalogue import CATALOGUE
from desist.publication.passports.written import read_passports
from desist.quarter.linked import links_changed
from desist.quarter.over_links import counts_persons, link_range, plausible_links
from desist.synthetic.offenders.county import draw_county
from desist.synthetic.offenders.files import LINKAGE, write_county
from desist.synthetic.pack import SENDER
from desist.vocabulary.mistake import OperatorMistake
from desist.vocabulary.period import Every, ending
from tests.report_text import texts
from tests.small_county import NOW, QUESTIONS, indicator, plan, told

pytest.importorskip("splink")
DRAWS, SEED = 20, 1
SAID_TWICE = "criminal_history"
QUARTERS = [
    ending(f"{year}-{month:02d}", Every.QUARTER) for year in range(2011, 2020) for month in (3, 6, 9, 12)
]
YEAR = ending("2018-12", Every.YEAR)
RATE = "proven_reoffending_rate"


@dataclass(frozen=True, kw_only=True)
class Linked:
    """A partnership of a made-up county whose two agencies are linked, and the draws of who is one person."""

    home: Home
    drawn: Plausible


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory) -> Linked:
    folder = tmp_path_factory.mktemp("over links")
    files = folder / "files"
    names = write_county(draw_county(2500, 4), files, 4)
    create(folder / "home", "durham")
    for path in (folder / "home" / "reports").rglob("*.md"):
        path.unlink()
    asked = {
        "every": '"year"',
        "history": "3",
        "lag_months": "30",
        "provisional": "false",
        "better": '"lower"',
    }
    over = {"over_links": f"{{ draws = {DRAWS} }}"}
    (folder / "home" / "plan.toml").write_text(
        plan(
            [
                indicator("came-back", 1, RATE, chart='"bar"', **asked, **over),
                indicator("how-often", 2, "reoffences_per_reoffender", **asked, **over),
                indicator("cautioned", 3, RATE, **asked, **over, only='{ disposal = "absolute_discharge" }'),
            ],
            QUESTIONS,
        )
    )
    home = Home(folder / "home")
    known = {
        name.removesuffix(".csv"): files / name
        for name in names
        if not name.startswith(f"{LINKAGE}/") and not name.startswith(SAID_TWICE)
    }
    for contract, path in known.items():
        home.load(contract, [path], sender=SENDER, now=NOW)
    for at, agency in enumerate(("first", "second")):
        sent = [files / LINKAGE / f"{agency}_agency.csv"]
        sender = SENDER if at == 0 else f"{SENDER}, {agency} agency"
        home.load("agency.identities", sent, sender=sender, now=NOW + timedelta(minutes=at))
    run(home.store, NOW + timedelta(minutes=5))
    return Linked(home=home, drawn=plausible_links(home.store, None, DRAWS, SEED))


PERSONS = [name for name, each in CATALOGUE.items() if counts_persons(each)]


def test_every_measure_about_persons_knows_them_by_name_and_when_its_rows_are_whole() -> None:
    assert {RATE, "people_with_need", "scheme_cohort_size", "local_youth_reoffending_12_months"} <= set(
        PERSONS
    )
    assert all(CATALOGUE[name].held for name in PERSONS)
    assert not {"recorded_offences", "national_reoffending_rate"} & set(PERSONS)


@pytest.mark.parametrize(
    "name", [RATE, "reoffences_per_reoffender", "scheme_cohort_size", "local_youth_reoffending_6_months"]
)
def test_a_draw_counts_as_counting_everybody_again_does(linked: Linked, name: str) -> None:
    """The counts added up from the changes alone, against a reading by the whole of a draw's links."""
    about, home = CATALOGUE[name], linked.home
    by = ["sex"] if "sex" in about.breakdowns else []
    assert linked.drawn.changes
    with closing(home.reader()) as reader:
        held = reader.read(about, [home.place()], QUARTERS, by=by)
        drawn = reader.over_links.readings(about, held, by=by, draws=DRAWS, seed=SEED)
    differ = 0
    for draw in (0, DRAWS // 2, DRAWS - 1):
        with closing(home.reader(links=links_changed(linked.drawn.links_of(draw)))) as reader:
            again = {
                (each.period, *each.breakdown.values()): each
                for each in reader.read(about, [home.place()], QUARTERS, by=by)
            }
        for was, each in zip(held, drawn[draw], strict=True):
            wanted = again[(each.period, *each.breakdown.values())]
            assert (each.numerator, each.denominator) == (wanted.numerator, wanted.denominator)
            assert each.value == wanted.value
            differ += (was.numerator, was.denominator) != (each.numerator, each.denominator)
    assert differ or name != RATE, "no draw changes anything, so that nothing is tested"


def test_any_measure_about_persons_can_be_asked_for_its_range(linked: Linked) -> None:
    home, ranged = linked.home, []
    with closing(home.reader()) as reader:
        for name in {CATALOGUE[name].of: name for name in PERSONS}.values():  # one of each query
            held = reader.read(CATALOGUE[name], [home.place()], [YEAR])
            drawn = reader.over_links.readings(CATALOGUE[name], held, draws=DRAWS, seed=SEED)
            found = link_range([each for (each,) in drawn], held[0], draws=DRAWS, seed=SEED)
            if held[0].available:
                assert found.available or "too few people" in found.why, name
                ranged.append(name)
            else:
                assert found.why, name
    assert len(ranged) >= 5


def test_a_range_is_repeated_by_its_seed(linked: Linked) -> None:
    store = linked.home.store
    assert plausible_links(store, None, DRAWS, SEED) == linked.drawn
    assert plausible_links(store, None, DRAWS, SEED + 1) != linked.drawn
    found = linked.home.linking.over_links(
        RATE, draws=DRAWS, seed=SEED, start="2018-01", end="2018-12", every="year", by="sex"
    )
    assert found.columns[4:] == ("sex", *found.columns[5:])
    assert all(each.over_links is not None and each.over_links.seed == SEED for each in found)


def test_a_measure_of_no_persons_and_a_number_of_draws_out_of_bounds_are_one_sentence(linked: Linked) -> None:
    with pytest.raises(OperatorMistake, match="recorded_offences counts no persons"):
        linked.home.linking.over_links("recorded_offences", draws=DRAWS)
    with pytest.raises(OperatorMistake, match="from 2 to 10,000 draws; 1 was asked for"):
        linked.home.linking.over_links(RATE, draws=1)


def test_an_answer_on_reoffending_is_told_with_its_range(linked: Linked) -> None:
    found = answer_over_links(linked.home, "when", draws=2, seed=SEED, start="2017-01", end="2018-12")
    whole = next(each for each in found if each.name == "everybody: reoffended by week 52, %")
    over = whole.over
    assert over.lower is not None and over.median is not None and over.upper is not None
    assert over.lower <= over.median <= over.upper
    ratio, adjusted = answer_over_links(
        linked.home, "expected", draws=2, seed=SEED, start="2017-01", end="2018-12"
    )
    assert ratio.name == "everybody: reoffended over expected" and adjusted.name.endswith("rate, %")
    assert ratio.over.available and adjusted.over.available
    assert ratio.value is not None and 0.5 < ratio.value < 2
    (after,) = answer_over_links(linked.home, "before-after", "IOM", draws=2, seed=SEED)
    assert (after.name, after.over.draws) == ("after over before", 2) and after.over.available
    (change, *_) = answer_over_links(linked.home, "change", "2016", "2018", draws=2, seed=SEED)
    assert change.name == "before, %" and change.over.available
    with pytest.raises(OperatorMistake, match="'rank' tells no figures"):
        answer_over_links(linked.home, "rank", "IOM", draws=2, seed=SEED)
    with pytest.raises(OperatorMistake, match="cannot be asked so") as said:
        answer_over_links(linked.home, "coverage", draws=2, seed=SEED, by="sex")
    assert "over-links coverage SCHEME, with --place where wanted." in str(said.value.hint)


def test_where_nothing_is_linked_a_sentence_says_so(linked: Linked, tmp_path: Path) -> None:
    shutil.copytree(linked.home.folder, tmp_path / "home")
    shutil.rmtree(tmp_path / "home" / "store" / "accepted" / "linkage.person_link")
    with pytest.raises(OperatorMistake, match="Nothing is linked"):
        Home(tmp_path / "home").linking.over_links(RATE, draws=DRAWS)


def test_the_report_prints_the_range_and_is_built_again_to_the_same_bytes(
    linked: Linked, tmp_path: Path
) -> None:
    """In four formats; also after the cache is gone and everybody was linked again."""
    shutil.copytree(linked.home.folder, tmp_path / "home")
    home = Home(tmp_path / "home")
    # The figure and its range stand in a sentence of the narrative too.
    told(home, {1: f'Over plausible links it lies {{{{{RATE} show="over links"}}}}.'}, "2019-12")
    made = publish(
        home, "2019-12", "1-3", now=NOW + timedelta(minutes=9), reason="", progress=lambda said: None
    )
    passports = {each.figure.part: each for each in read_passports(made.folder)}
    latest = passports["came-back"].readings[-1]
    assert latest.over_links is not None and latest.over_links.available
    assert (latest.over_links.draws, latest.over_links.seed) == (DRAWS, SEED)
    ends = f"lies between {latest.over_links.lower:.1f}% and {latest.over_links.upper:.1f}%"
    said = f"{latest.over_links.lower:.1f}% to {latest.over_links.upper:.1f}%"
    sentence = f"Over plausible links it lies {said}"
    for name, text in texts(made.folder).items():
        assert sentence in text or name == "ods", name  # a workbook holds tables alone
        assert f"over {DRAWS} plausible sets of links" in text, name
        assert ends in text, name
    withheld = passports["cautioned"].readings[-1]
    assert withheld.value is None and withheld.over_links is None
    shutil.rmtree(home.store.cache)
    run(home.store, NOW + timedelta(hours=2), anew=True)
    (check,) = verify(Home(home.folder), [])
    assert check.holds
    again = rebuild(Home(home.folder), made.folder.name, progress=lambda said: None)
    assert set(again.values()) == {"same"}
