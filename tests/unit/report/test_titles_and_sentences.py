"""The words about an indicator: short, true to its signal, and good English whatever the figure."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desist.comparison.rules import Rule
from desist.measures.catalogue import CATALOGUE
from desist.partnership.create import create_home
from desist.partnership.home import open_home
from desist.partnership.indicators import Comparator, Indicator, Target
from desist.publication.document import LONGEST_TITLE
from desist.publication.report.judged import Judged
from desist.publication.report.spoken import answer_sentence
from desist.publication.report.tables import notes, signal_cell, source_line, subtitle
from desist.publication.report.titles import (
    OWN_PAST,
    PEERS,
    TARGET,
    YEAR_BEFORE,
    changed,
    drawn_finding,
    finding,
)
from desist.vocabulary.mark import Mark
from desist.vocabulary.measure import Kind, Measure
from desist.vocabulary.signal import Signal, Verdict, verdict_of
from tests.unit.quarter.made_up_reads import QUARTER, indicator, reading

DIRECTIONS = st.sampled_from([-1, 0, 1])
SIGNALS = st.builds(
    lambda against, rule, direction, few: Signal(
        verdict=Verdict.TOO_FEW if few else verdict_of(direction, indicator().better),
        against=against,
        reason="520 against 400.",
        rule=rule if direction and not few else "",
        direction=0 if few else direction,
    ),
    st.sampled_from([YEAR_BEFORE, OWN_PAST, PEERS, TARGET]),
    st.sampled_from([each.value for each in Rule]),
    DIRECTIONS,
    st.booleans(),
)
FIGURES = st.one_of(
    st.floats(-1e7, 1e7).map(lambda value: reading(value, lower=value, upper=value)),
    st.just(reading(None, why="Not available: local.series would supply it.")),
    st.just(reading(None, mark=Mark.CONFIDENTIAL, why="Withheld.")),
    st.just(reading(None, mark=Mark.NOT_APPLICABLE, why="It is not defined: nothing to divide by.")),
)


@st.composite
def judgements(draw: st.DrawFn, watched: Indicator | None = None, measure: Measure | None = None) -> Judged:
    """Any indicator in any state that judging can leave it in."""
    latest = draw(FIGURES)
    before = draw(st.one_of(st.none(), st.floats(0, 1e6).map(lambda v: reading(v, QUARTER.year_before()))))
    chosen = measure or draw(st.sampled_from(sorted(CATALOGUE.values(), key=lambda each: each.name)))
    return Judged(
        indicator=watched
        or indicator(title=draw(st.sampled_from(["Visits", chosen.title, " ".join("abcdefghijk")]))),
        measure=chosen,
        place="Durham",
        latest=latest,
        series=(before, latest) if before else (latest,),
        signals=tuple(draw(st.lists(SIGNALS, max_size=3))) if latest.available else (),
    )


@given(judgements())
def test_a_title_has_at_most_ten_words_and_is_never_empty(judged: Judged) -> None:
    title = finding(judged)
    assert 1 <= len(title.split()) <= LONGEST_TITLE
    assert title[0].isupper() or title[0].isdigit() or title[0] in "−a"


@given(judgements(), st.booleans())
def test_a_title_names_what_is_measured_and_then_says_something_of_it(judged: Judged, later: bool) -> None:
    if later:  # a newer figure that is not final yet, so that the chart shows the older one
        waiting = replace(reading(5.0), mark=Mark.PROVISIONAL)
        judged = replace(judged, series=(reading(4.0, QUARTER.year_before()), waiting))
    for title in (finding(judged), drawn_finding(judged)):
        assert len(title.split()) <= LONGEST_TITLE
        assert any(
            title.startswith(f"{name}: ") and len(title) > len(name) + 2 for name in names_of(judged)
        ), title


def names_of(judged: Judged) -> set[str]:
    """What an indicator's figure may be called; of a change also what changed."""
    names = {judged.indicator.title, judged.measure.title, judged.measure.called_briefly}
    return names | ({changed(each) for each in names} if judged.measure.kind is Kind.CHANGE else set())


def test_the_short_name_of_every_measure_leaves_room_for_the_finding() -> None:
    """Ten words in all, and the longest finding in brief takes five."""
    for each in CATALOGUE.values():
        assert 1 <= len(each.called_briefly.split()) <= 5, each.name


@pytest.mark.parametrize("example", ["durham", "herefordshire"])
def test_every_indicator_of_the_examples_has_a_title_in_every_state(
    tmp_path_factory: pytest.TempPathFactory, example: str
) -> None:
    folder = tmp_path_factory.mktemp(example) / "home"
    create_home(folder, example)
    for watched in open_home(folder).plan.indicators:

        @settings(max_examples=12)
        @given(judgements(watched, CATALOGUE[watched.measure]))
        def has_a_title(judged: Judged) -> None:
            title = finding(judged)
            assert 1 <= len(title.split()) <= LONGEST_TITLE
            assert title.split(": ")[0] in {each.split(": ")[0] for each in names_of(judged)}

        has_a_title()


@given(st.lists(judgements(), max_size=12))
def test_an_answer_is_made_of_whole_sentences(judged: list[Judged]) -> None:
    said = answer_sentence(judged)
    assert said
    assert said.endswith(".")
    assert ".." not in said.replace("...", "")
    assert "  " not in said
    assert not re.search(r"\b(\w+) \1\b", re.sub(r"a b c d e f g h i j k", "", said))
    assert not re.search(r"\b[a-z]+_[a-z_]+\b", said)  # no code name
    assert not re.search(r"\b1 (indicators|figures)\b|\bOne (indicators|figures) \b", said)
    assert len(said.split(". ")) <= 5


def judged(*signals: Signal, value: float | None = 520, **more: object) -> Judged:
    given = Judged(
        indicator=indicator(),
        measure=CATALOGUE["custody_visits"],
        place="Durham",
        latest=reading(value),
        series=(reading(400, QUARTER.year_before()), reading(value)),
        signals=signals,
    )
    return replace(given, **more)  # type: ignore[arg-type]  # a test names a field of Judged


def signal(against: str, direction: int, rule: str = "") -> Signal:
    verdict = verdict_of(direction, indicator().better)
    return Signal(verdict=verdict, against=against, reason="…", rule=rule, direction=direction)


SAID = [
    (signal(YEAR_BEFORE, 1), "Custody visits: higher than a year before",
     "Custody visits rose to 520, from 400 a year before."),
    (signal(YEAR_BEFORE, 0), "Custody visits: no clear change on a year before",
     "Custody visits: 520, no clear change from 400 a year before."),
    (signal(OWN_PAST, -1, Rule.OUTSIDE), "Custody visits: below ordinary variation",
     "Custody visits: 520 in January to March 2025, below ordinary variation."),
    (signal(OWN_PAST, 1, Rule.SHIFT), "Custody visits: a run above its average",
     "Custody visits: 520 in January to March 2025, a run above its average."),
    (signal(OWN_PAST, 1, Rule.TREND), "Custody visits: rising steadily",
     "Custody visits: 520 in January to March 2025, rising steadily."),
    (signal(PEERS, -1), "Custody visits: below its peers",
     "Custody visits: 520 in January to March 2025, below its peers."),
    (signal(TARGET, 1), "Custody visits: its target is being met",
     "Custody visits: 520 in January to March 2025; its target is being met."),
]  # fmt: skip


@pytest.mark.parametrize(("given", "title", "sentence"), SAID)
def test_each_comparison_in_words(given: Signal, title: str, sentence: str) -> None:
    assert finding(judged(given)) == title
    assert answer_sentence([judged(given)]) == sentence


def test_a_concern_is_said_before_an_improvement() -> None:
    good, bad = judged(signal(YEAR_BEFORE, 1)), judged(signal(YEAR_BEFORE, -1), value=300)
    said = answer_sentence([good, good, good, bad])
    assert said.startswith("Custody visits fell to 300, from 400 a year before.")
    assert said.endswith("Two more indicators are judged in the text.")


def test_what_is_not_available_is_no_verdict() -> None:
    absent = judged(value=None)
    assert signal_cell(absent).text == "Not available"
    assert signal_cell(absent).verdict is None
    assert answer_sentence([absent]) == "It cannot be answered: its one indicator is not available."
    assert answer_sentence([absent, absent]) == (
        "It cannot be answered: none of its 2 indicators is available."
    )
    unjudged = judged(indicator=indicator(comparators=(Comparator.NONE,)))
    assert signal_cell(unjudged).text == "Not judged"
    assert finding(unjudged) == "Custody visits: 520"
    assert signal_cell(judged(latest=reading(None, mark=Mark.CONFIDENTIAL))).text == "Withheld"


def test_the_line_beneath_a_title_says_nothing_twice() -> None:
    rate = CATALOGUE["offences_per_1000"]
    assert subtitle(judged(measure=rate), "March 2025") == "Offences per 1,000 people, Durham, March 2025"
    national = judged(measure=CATALOGUE["national_reoffences_per_reoffender"], place="England and Wales")
    assert subtitle(national, "March 2025") == "Reoffences per reoffender, England and Wales, March 2025"
    both = judged(latest=reading(520, source=rate.source), series=(), measure=rate)
    assert source_line(both).count(rate.source) == 1


@pytest.mark.parametrize(
    ("measure", "value", "printed"),
    [("custody_visits", 1250, "1,250"), ("offences_per_1000", 7.25, "7.25"), ("solved_rate", 12.5, "12.5%")],
)
def test_a_target_is_printed_with_its_day_and_who_set_it(measure: str, value: float, printed: str) -> None:
    target = Target(value=value, by=date(2026, 3, 31), set_by="The plan, page 4")
    aimed = judged(measure=CATALOGUE[measure], indicator=indicator(target=target))
    assert f"Target: {printed} by 31 March 2026 (The plan, page 4)." in notes(aimed)
    assert not any(each.startswith("Target") for each in notes(judged()))


def test_a_missed_target_is_not_hidden_behind_an_ordinary_quarter() -> None:
    ordinary = Signal(verdict=Verdict.NO_CHANGE, against="its own past", reason="520 is within its limits.")
    missed = Signal(verdict=Verdict.CONCERN, against="target", reason="520 is short of 600.", direction=-1)
    assert judged(ordinary, missed).signal is missed
    assert judged(ordinary).signal is ordinary
