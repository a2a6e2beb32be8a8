"""The RFG score is monotone in each part, never falls for one more event, and shows what it is made of."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desist.measures.reoffending import rfg_model as rfg_module
from desist.measures.reoffending.rfg import Ranked, rfg_ranking
from desist.measures.reoffending.rfg_model import GravityBy, RecencyStep, RfgModel, read_models, rfg_model
from desist.vocabulary.mistake import OperatorMistake
from tests.reference.reoffending_statistics import rfg as slow

AS_AT = date(2026, 3, 31)
MODEL = rfg_model()
BY_SUM = replace(MODEL, name="by sum", gravity_by=GravityBy.SUM, frequency_months=12)
# Beside every edge of a window and a step, and anywhere.
EDGES = [0, 30, 31, 90, 91, 180, 181, 365, 366, 730, 731]
DAYS_AGO = st.sampled_from(EDGES) | st.integers(0, 1000)
HARM = st.sampled_from([0.0, 1.0, 10.0, 364.0, 365.0, 5475.0])
EVENTS = st.lists(st.tuples(DAYS_AGO.map(lambda days: AS_AT - timedelta(days=days)), HARM), max_size=12)
MODELS = st.sampled_from([MODEL, BY_SUM])


def ranking(people: dict[str, list[tuple[date, float]]], model: RfgModel = MODEL) -> tuple[Ranked, ...]:
    rows = [(at, *event) for at, events in enumerate(people.values()) for event in events]
    return rfg_ranking(
        list(people),
        np.array([row[0] for row in rows], dtype=np.int64),
        np.array([row[1] for row in rows], dtype="datetime64[D]"),
        np.array([row[2] for row in rows], dtype=np.float64),
        model=model,
        as_at=AS_AT,
    )


def one(events: list[tuple[date, float]], model: RfgModel = MODEL) -> Ranked:
    return ranking({"a": events}, model)[0]


@given(EVENTS, MODELS)
def test_by_the_column_is_as_by_the_event(events: list[tuple[date, float]], model: RfgModel) -> None:
    got = one(events, model)
    assert (got.score, got.recency, got.frequency, got.gravity) == pytest.approx(
        slow.score(events, model, AS_AT)
    )
    assert 0 <= got.score <= 100


@given(EVENTS, DAYS_AGO, HARM, MODELS)
def test_one_more_event_never_lowers_any_part(
    events: list[tuple[date, float]], days: int, harm: float, model: RfgModel
) -> None:
    before = one(events, model)
    after = one([*events, (AS_AT - timedelta(days=days), harm)], model)
    for part in ("score", "recency", "frequency", "gravity", "events", "harm"):
        assert getattr(after, part) >= getattr(before, part)


@given(EVENTS.filter(bool), st.integers(1, 400), st.data(), MODELS)
def test_a_later_event_never_lowers_the_score(
    events: list[tuple[date, float]], days: int, data: st.DataObject, model: RfgModel
) -> None:
    at = data.draw(st.integers(0, len(events) - 1))
    later = list(events)
    later[at] = (min(events[at][0] + timedelta(days=days), AS_AT), events[at][1])
    assert one(later, model).score >= one(events, model).score - 1e-9


@given(EVENTS.filter(bool), st.floats(0, 1000), MODELS)
def test_a_graver_event_never_lowers_the_score(
    events: list[tuple[date, float]], more: float, model: RfgModel
) -> None:
    graver = [(events[0][0], events[0][1] + more), *events[1:]]
    assert one(graver, model).score >= one(events, model).score - 1e-9


@pytest.mark.parametrize(
    ("days", "points"),
    [(0, 100), (30, 100), (31, 75), (90, 75), (91, 50), (180, 50), (181, 25), (365, 25), (366, 0)],
)
def test_a_step_holds_through_its_last_day(days: int, points: float) -> None:
    got = one([(AS_AT - timedelta(days=days), 1.0)])
    assert (got.recency, got.days_since) == (points, days)


@pytest.mark.parametrize(("first_day", "events"), [(date(2024, 3, 31), 1), (date(2024, 3, 30), 0)])
def test_a_window_holds_its_first_day(first_day: date, events: int) -> None:
    got = one([(first_day, 365.0)])
    assert (got.events, got.frequency, got.gravity) == (events, 10 * events, 100 * events)
    # Recency looks at the last event whenever it was.
    assert got.last == first_day


def test_a_window_ends_at_the_end_of_a_short_month() -> None:
    """Twelve months back from 29 February 2024 is 28 February 2023, and that day counts."""
    for day, events in ((date(2023, 2, 28), 1), (date(2023, 2, 27), 0)):
        (got,) = rfg_ranking(
            ["a"],
            np.array([0]),
            np.array([day], dtype="datetime64[D]"),
            np.array([1.0]),
            model=BY_SUM,
            as_at=date(2024, 2, 29),
        )
        assert got.events == events


def test_the_score_by_hand() -> None:
    """Last event 45 days ago (75), five events (50), gravest 146 days (40): 0.3*75 + 0.3*50 + 0.4*40."""
    events = [
        (AS_AT - timedelta(days=45), 146.0),
        *[(AS_AT - timedelta(days=400 + n), 2.0) for n in range(4)],
    ]
    got = one(events)
    assert (got.recency, got.frequency, got.gravity) == pytest.approx((75, 50, 40))
    assert got.score == pytest.approx(53.5)
    assert one(events, BY_SUM).harm == pytest.approx(154.0)


def test_equal_scores_are_ranked_by_the_later_event_then_by_id() -> None:
    day = [AS_AT - timedelta(days=days) for days in (5, 10)]
    got = ranking({"c": [(day[0], 1.0)], "b": [(day[1], 1.0)], "a": [(day[1], 1.0)], "d": [], "e": []})
    assert [row.person for row in got] == ["c", "a", "b", "d", "e"]
    assert [row.rank for row in got] == [1, 2, 3, 4, 5]
    assert got[3].last is None and got[3].days_since is None and got[3].score == 0


@given(st.dictionaries(st.sampled_from("abcdefgh"), EVENTS, min_size=2), st.randoms())
def test_the_ranking_does_not_depend_on_the_order_of_the_rows(
    people: dict[str, list[tuple[date, float]]], rng: Random
) -> None:
    names = list(people)
    rng.shuffle(names)
    shuffled = {name: people[name][::-1] for name in names}
    first, second = ranking(people, BY_SUM), ranking(shuffled, BY_SUM)
    assert [row.person for row in first] == [row.person for row in second]
    scores = [round(row.score, 6) for row in first]
    assert scores == sorted(scores, reverse=True)


def test_a_model_says_what_it_is() -> None:
    assert not MODEL.verified
    assert "unverified" in MODEL.note and "nobody is chosen or refused by it alone" in MODEL.note


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"recency_weight": 0.5}, "weights"),
        ({"recency_weight": -0.3, "frequency_weight": 0.9}, "weights"),
        ({"recency": (RecencyStep(days=30, points=50), RecencyStep(days=90, points=75))}, "more recent"),
        ({"recency": (RecencyStep(days=90, points=75), RecencyStep(days=30, points=50))}, "rise in days"),
        ({"recency": ()}, "rise in days"),
        ({"frequency_months": 0}, "shorter than a month"),
        ({"gravity_full": 0.0}, "not above 0"),
    ],
)
def test_a_model_that_could_lower_a_score_is_refused(changes: dict[str, object], said: str) -> None:
    with pytest.raises(OperatorMistake, match=said):
        replace(MODEL, **changes)


def test_a_file_with_a_mean_or_a_gap_is_refused() -> None:
    text = Path(rfg_module.__file__).with_name("rfg_models.toml").read_text(encoding="utf-8")
    with pytest.raises(OperatorMistake, match="adds gravity up by 'mean'"):
        read_models(text.replace('by = "max"', 'by = "mean"'))
    with pytest.raises(OperatorMistake, match="lacks 'full'"):
        read_models(text.replace("full = 10\n", ""))
    with pytest.raises(OperatorMistake, match="no RFG model 'defalt 2026'"):
        rfg_model("defalt 2026")


def test_impossible_events_are_a_sentence() -> None:
    with pytest.raises(OperatorMistake, match="01 April 2026 lies after"):
        one([(AS_AT + timedelta(days=1), 1.0)])
    with pytest.raises(OperatorMistake, match="below 0"):
        one([(AS_AT, -1.0)])
    with pytest.raises(OperatorMistake, match="named twice"):
        rfg_ranking(
            ["a", "a"],
            np.array([], dtype=np.int64),
            np.array([], dtype="datetime64[D]"),
            np.array([]),
            model=MODEL,
            as_at=AS_AT,
        )
