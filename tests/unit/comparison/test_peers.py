"""Peers: the mean of the others, the rank with its interval, and what may not be mixed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desist.comparison.alike import Side
from desist.comparison.peers import against_peers, own_interval
from desist.vocabulary.measure import Kind
from desist.vocabulary.mistake import OperatorMistake
from desist.vocabulary.signal import Better, Verdict
from tests.unit.comparison.series_of import reading


def force(place: str, events: float | None, people: float = 600_000, **changed: object) -> Side:
    value = None if events is None else 1000 * events / people
    held = reading(value, "2025-01", place=place, over=(events, people))  # type: ignore[arg-type] # None is missing
    side = Side(reading=held, kind=Kind.RATE, per=1000, unit="per 1,000 people", source="ONS")
    return replace(side, **changed)  # type: ignore[arg-type] # fields of a Side


HOME = force("Durham", 60_000)
PEERS = [force("Cleveland", 66_000), force("Gwent", 54_000), force("Humberside", 120_000, 1_200_000)]


def test_the_mean_is_unweighted_the_pooled_rate_is_not_and_home_is_in_neither() -> None:
    found, signal = against_peers(HOME, [*PEERS, HOME], better=Better.LOWER, group="forces of its group")
    assert found is not None
    assert (found.mean, found.pooled) == (pytest.approx(100), pytest.approx(100))
    uneven, _ = against_peers(HOME, [*PEERS[:2], force("Humberside", 60_000, 1_200_000)], better=Better.LOWER)
    assert uneven is not None and uneven.pooled == pytest.approx(75) and uneven.mean == pytest.approx(250 / 3)
    assert signal.verdict is Verdict.NO_CHANGE and found.places == 4


def test_a_force_above_its_peers_says_by_how_much_and_where_it_ranks() -> None:
    found, signal = against_peers(force("Durham", 63_000), PEERS, better=Better.LOWER, group="peers")
    assert found is not None and signal.verdict is Verdict.CONCERN and signal.direction == 1
    assert (found.rank, found.rank_lower, found.rank_upper) == (3, 3, 3)
    assert signal.reason == (
        "105.0 per 1,000 people in January to March 2025 against 100.0, the unweighted mean of 3 peers "
        "(pooled 100.0): 5.00 higher (95% interval 4.08 to 5.92), "
        "rank 3 of 4 (95% interval 3 to 3, 1 is the lowest)."
    )


def test_the_difference_of_proportions_is_in_points_and_of_estimates_by_their_intervals() -> None:
    def answered(place: str, yes: float) -> Side:
        return Side(reading=reading(yes / 4, place=place, over=(yes, 400)), kind=Kind.PROPORTION)

    others = [answered(place, yes) for place, yes in (("A", 240), ("B", 250), ("C", 245))]
    found, signal = against_peers(answered("Durham", 300), others, better=Better.HIGHER)
    assert found is not None and signal.verdict is Verdict.IMPROVEMENT
    assert "percentage points higher" in signal.reason and found.rank == 1

    def published(place: str, value: float) -> Side:
        held = reading(value, place=place, ends=(value - 4, value + 4))
        return Side(reading=replace(held, numerator=None), kind=Kind.ESTIMATE, unit="% of adults")

    survey = [published(place, value) for place, value in (("A", 60.0), ("B", 62.0), ("C", 64.0))]
    found, signal = against_peers(published("Durham", 61.0), survey, better=Better.HIGHER)
    assert found is not None and found.pooled is None and signal.verdict is Verdict.NO_CHANGE
    assert found.rank_upper > found.rank_lower


def test_peers_without_a_figure_are_named_and_too_few_are_too_few() -> None:
    found, signal = against_peers(HOME, [*PEERS, force("Lancashire", None)], better=Better.LOWER)
    assert found is not None and found.missing == ("Lancashire",)
    assert signal.reason.endswith("; no figure for Lancashire.")
    gone, signal = against_peers(HOME, [*PEERS[:2], force("Lancashire", None)], better=Better.LOWER)
    assert gone is None and signal.reason == "Only 2 of 3 peers have a figure; 3 are needed."
    _, signal = against_peers(force("Durham", None), PEERS, better=Better.LOWER)
    assert signal.reason == "There is no figure for Durham in January to March 2025."
    bare = [replace(each, kind=Kind.ESTIMATE) for each in (HOME, *PEERS)]
    _, signal = against_peers(bare[0], bare[1:], better=Better.LOWER)
    assert signal.verdict is Verdict.TOO_FEW and "No interval is held for Durham, Cleveland" in signal.reason


def test_an_interval_that_a_reading_carries_is_used() -> None:
    carried = replace(HOME, reading=replace(HOME.reading, lower=1.0, upper=2.0))
    assert own_interval(carried) == (1.0, 2.0)
    assert own_interval(HOME) == pytest.approx((99.2, 100.8), abs=0.01)


@pytest.mark.parametrize(
    ("home", "peers", "sentence"),
    [
        (HOME, [*PEERS, PEERS[0]], "Cleveland is among the peers twice."),
        (HOME, [*PEERS, force("Kent", 5, source="police.uk")], "The source of 'recorded_offences' differs"),
        (HOME, [*PEERS, force("Kent", 5, definition="new")], "The definition of 'recorded_offences' differs"),
        (
            HOME,
            [*PEERS, force("Kent", 5, unit="per 100,000 people")],
            "The unit of 'recorded_offences' differs",
        ),
        (
            HOME,
            [force("Kent", 5, reading=reading(5, "2024-01", 12, place="Kent", over=(5, 10)))],
            "January to March 2025 and year ending December 2024 are of different lengths",
        ),
        (
            HOME,
            [force("Kent", 5, reading=reading(5, "2024-10", place="Kent", over=(5, 10)))],
            "Kent has October to December 2024 and Durham has January to March 2025.",
        ),
        (
            replace(HOME, kind=Kind.COUNT),
            PEERS,
            "is a count, which only says which place is larger; compare a rate.",
        ),
    ],
)
def test_what_may_not_be_mixed_is_refused(home: Side, peers: list[Side], sentence: str) -> None:
    with pytest.raises(OperatorMistake) as stopped:
        against_peers(home, peers, better=Better.LOWER)
    assert sentence in stopped.value.sentence and stopped.value.hint
