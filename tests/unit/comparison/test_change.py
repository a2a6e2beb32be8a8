"""A year before: equal windows, alike figures, and a sentence that can be read aloud."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desist.comparison.alike import Side
from desist.comparison.change import change, overlap, wave_change
from desist.comparison.series import Rebase
from desist.vocabulary.measure import Kind
from desist.vocabulary.mistake import OperatorMistake
from desist.vocabulary.reading import Reading
from desist.vocabulary.signal import Better, Signal, Verdict
from tests.unit.comparison.series_of import day, period, reading


def judged(
    now: Reading, before: Reading, kind: Kind, better: Better = Better.LOWER, unit: str = ""
) -> Signal:
    return change(
        Side(reading=now, kind=kind, unit=unit), Side(reading=before, kind=kind, unit=unit), better=better
    )


def counts(now: float, before: float) -> Signal:
    return judged(reading(now, "2025-01"), reading(before, "2024-01"), Kind.COUNT)


def share(x: float, n: float, first: str) -> Reading:
    return reading(100 * x / n, first, over=(x, n))


def test_more_crime_beyond_chance_is_a_concern_and_less_an_improvement() -> None:
    """January to March of a leap year and of the next are equal windows."""
    risen, fallen = counts(5432, 5101), counts(5101, 5432)
    assert (risen.verdict, risen.direction) == (Verdict.CONCERN, 1)
    assert risen.reason == (
        "5,432 in January to March 2025 against 5,101 in January to March 2024, "
        "6.5% more (95% interval 2.5% to 10.6%)."
    )
    assert (fallen.verdict, fallen.direction) == (Verdict.IMPROVEMENT, -1)
    assert fallen.reason.endswith("6.1% fewer (95% interval 2.4% to 9.6%).")
    assert risen.against == "the same period a year before" and risen.rule


def test_herefordshires_4_9_percent_on_a_thousand_is_no_change() -> None:
    found = counts(1049, 1000)
    assert (found.verdict, found.direction, found.rule) == (Verdict.NO_CHANGE, 0, "")
    assert found.reason.endswith("4.9% more (95% interval 3.8% fewer to 14.4% more).")


def test_the_same_figure_is_no_different() -> None:
    assert ", no different (95% interval" in counts(40, 40).reason


def test_events_too_few_for_any_change_to_show_are_too_few() -> None:
    """Five events all in one period could be chance, six could not."""
    five, six = counts(5, 0), counts(6, 0)
    assert five.verdict is Verdict.TOO_FEW and "there are 5 in both periods together" in five.reason
    assert six.verdict is Verdict.CONCERN
    assert (
        six.reason == "6 in January to March 2025 against 0 in January to March 2024, where there were none."
    )


def test_proportions_differ_in_percentage_points() -> None:
    found = judged(share(56, 70, "2025-01"), share(48, 80, "2024-01"), Kind.PROPORTION, Better.HIGHER)
    assert found.verdict is Verdict.IMPROVEMENT
    assert found.reason == (
        "80.0% in January to March 2025 against 60.0% in January to March 2024, "
        "20.0 percentage points higher (95% interval 5.2 to 33.4)."
    )


def test_two_young_people_of_fourteen_are_not_the_lowest_ever() -> None:
    found = judged(share(2, 14, "2020-01"), share(5, 19, "2019-01"), Kind.PROPORTION)
    assert found.verdict is Verdict.NO_CHANGE
    few = judged(share(2, 9, "2020-01"), share(5, 19, "2019-01"), Kind.PROPORTION)
    assert few.verdict is Verdict.TOO_FEW and "rests on only 9, and 10 are needed" in few.reason


def test_rates_are_judged_by_their_counts_and_populations() -> None:
    now, before = reading(8.0, "2025-01", over=(8000, 1e6)), reading(7.0, "2024-01", over=(7000, 1e6))
    found = judged(now, before, Kind.RATE, unit="per 1,000 people")
    assert found.reason.startswith("8.00 per 1,000 people in January to March 2025 against 7.00 per 1,000")
    assert found.verdict is Verdict.CONCERN and "14.3% higher" in found.reason


def test_estimates_need_their_intervals() -> None:
    now, before = reading(64.0, "2025-01", ends=(62, 66)), reading(60.0, "2024-01", ends=(58, 62))
    found = judged(now, before, Kind.ESTIMATE, Better.HIGHER, unit="% of adults")
    assert found.verdict is Verdict.IMPROVEMENT
    assert found.reason.endswith("4.0 percentage points higher (95% interval 1.2 to 6.8).")
    bare = judged(reading(64.0, "2025-01"), before, Kind.ESTIMATE)
    assert bare.verdict is Verdict.TOO_FEW and "no interval was published" in bare.reason


def test_neither_direction_better_gives_a_direction_and_no_verdict() -> None:
    found = judged(reading(5432, "2025-01"), reading(5101, "2024-01"), Kind.COUNT, Better.NEITHER)
    assert (found.verdict, found.direction) == (Verdict.NO_CHANGE, 1)


def test_missing_and_corrected_figures_are_too_few() -> None:
    gone = judged(reading(None, "2025-01"), reading(5, "2024-01"), Kind.COUNT)
    assert gone.reason == (
        "5 in January to March 2024 cannot be compared: there is no figure for January to March 2025."
    )
    assert counts(-2, 40).verdict is Verdict.TOO_FEW
    both = judged(reading(None, "2025-01"), reading(None, "2024-01"), Kind.COUNT)
    assert both.reason.startswith("Nothing can be compared:")


def test_a_recording_change_between_the_two_forbids_the_comparison() -> None:
    now, before = (Side(reading=reading(50, first), kind=Kind.COUNT) for first in ("2025-01", "2024-01"))
    for on, verdict in (
        ("2024-01-01", Verdict.NO_CHANGE),
        ("2024-01-02", Verdict.TOO_FEW),
        ("2025-03-31", Verdict.TOO_FEW),
        ("2025-04-01", Verdict.NO_CHANGE),
    ):
        broken = [Rebase(on=day(on), reason="CRASH replaced paper forms.")]
        found = change(now, before, better=Better.LOWER, breaks=broken)
        assert found.verdict is verdict, on
        assert ("(CRASH replaced paper forms), so the two" in found.reason) == (verdict is Verdict.TOO_FEW)


def test_several_years_before_is_said_so() -> None:
    found = judged(reading(50, "2025-01"), reading(60, "2019-01"), Kind.COUNT)
    assert found.against == "the same period 6 years before"


NOW = Side(reading=reading(50, "2025-01"), kind=Kind.COUNT, unit="offences", source="ONS", place_kind="force")


def before(first: str = "2024-01", months: int = 3, **changed: str) -> Side:
    held = {name: changed.pop(name) for name in ("place", "measure") if name in changed}
    return replace(NOW, reading=reading(40, first, months, **held), **changed)  # type: ignore[arg-type] # words only


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        (before(measure="other"), "'recorded_offences' and 'other' are different measures."),
        (
            before(place="Darlington"),
            "A change over time must be of one place, not of Durham and Darlington.",
        ),
        (
            before(source="police.uk"),
            "The source of 'recorded_offences' differs: ONS for Durham in January to March 2025, "
            "police.uk for Durham in January to March 2024.",
        ),
        (before(unit="people"), "The unit of 'recorded_offences' differs"),
        (before(definition="2019 rules"), "The definition of 'recorded_offences' differs: not stated for"),
        (before(place_kind="district"), "The kind of place of 'recorded_offences' differs"),
        (before(months=2), "are of different lengths (3 months and 2 months)."),
        (before("2023-04", 12), "are of different lengths (3 months and 12 months)."),
        (before("2024-04"), "April to June 2024 is not the same time of year as January to March 2025"),
        (before("2025-01"), "is not the same time of year as January to March 2025 in an earlier year."),
        (replace(before(), kind=Kind.RATE), "The kind of 'recorded_offences' differs: count for"),
        (replace(before(), per=1000.0), "is for each 1 on one side and for each 1000 on the other."),
        (
            replace(before(), reading=replace(reading(4, "2024-01"), breakdown={"group": "Theft"})),
            "are of different breakdowns.",
        ),
    ],
)
def test_what_is_not_alike_is_refused(other: Side, sentence: str) -> None:
    with pytest.raises(OperatorMistake) as stopped:
        change(NOW, other, better=Better.LOWER)
    assert sentence in stopped.value.sentence and stopped.value.hint


def test_a_change_of_a_change_is_refused() -> None:
    with pytest.raises(OperatorMistake, match="is a change already"):
        judged(reading(5.0, "2025-01"), reading(4.0, "2024-01"), Kind.CHANGE)


def test_rolling_years_a_quarter_apart_share_three_quarters() -> None:
    assert overlap(period("2024-04", 12), period("2024-01", 12)) == 0.75
    assert overlap(period("2024-01", 12), period("2023-01", 12)) == 0
    assert overlap(period("2024-02", 1), period("2024-02", 1)) == 1


def wave(value: float, first: str, half: float, kind: Kind = Kind.ESTIMATE) -> Side:
    held = reading(value, first, 12, ends=(value - half, value + half))
    return Side(reading=held, kind=kind, unit="% of adults")


def test_a_survey_wave_that_shares_answers_is_judged_with_them() -> None:
    """A fall of 3 points, 4 either way: chance between separate years, not between rolling ones."""
    apart = wave_change(wave(60, "2024-04", 4), wave(63, "2023-04", 4), better=Better.HIGHER)
    rolling = wave_change(wave(60, "2024-04", 4), wave(63, "2024-01", 4), better=Better.HIGHER)
    assert (apart.verdict, rolling.verdict) == (Verdict.NO_CHANGE, Verdict.CONCERN)
    assert rolling.reason == (
        "60.0% in the year ending March 2025 against 63.0% in the year ending December 2024, "
        "3.0 percentage points lower (95% interval 0.2 to 5.8)."
    )


def test_what_is_not_two_waves_is_refused() -> None:
    with pytest.raises(OperatorMistake, match="is not earlier than"):
        wave_change(wave(60, "2024-01", 4), wave(63, "2024-04", 4), better=Better.HIGHER)
    with pytest.raises(OperatorMistake, match="is not a survey estimate"):
        wave_change(
            wave(60, "2024-04", 4, Kind.RATE), wave(63, "2024-01", 4, Kind.RATE), better=Better.HIGHER
        )
    with pytest.raises(OperatorMistake, match="of different lengths"):
        short = Side(reading=reading(63, "2024-01", 3), kind=Kind.ESTIMATE, unit="% of adults")
        wave_change(wave(60, "2024-04", 4), short, better=Better.HIGHER)


def test_a_wave_without_an_interval_is_too_few() -> None:
    bare = Side(reading=reading(63.0, "2024-01", 12), kind=Kind.ESTIMATE, unit="% of adults")
    found = wave_change(wave(60, "2024-04", 4), bare, better=Better.HIGHER)
    assert found.verdict is Verdict.TOO_FEW and found.against == "the earlier wave"
