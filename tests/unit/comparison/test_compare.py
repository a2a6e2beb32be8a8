"""The door: one signal against each comparison that the readings allow."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest

from desist.comparison.compare import compare
from desist.comparison.series import Rebase
from desist.comparison.target import Target
from desist.vocabulary.measure import Kind
from desist.vocabulary.mistake import OperatorMistake
from desist.vocabulary.period import Every
from desist.vocabulary.signal import Better, Verdict
from tests.unit.comparison.series_of import day, monthly, reading


def test_every_comparison_ends_in_a_signal() -> None:
    held = monthly([500.0, 510.0] * 6 + [505.0], first="2024-03")
    signals = compare(held, better=Better.LOWER, kind=Kind.COUNT, target=600)
    assert [each.against for each in signals] == ["the same period a year before", "its own past", "target"]
    assert [each.verdict for each in signals] == [Verdict.NO_CHANGE, Verdict.NO_CHANGE, Verdict.IMPROVEMENT]
    assert all(
        (each.reason.endswith(".") and each.reason[0].isupper()) or each.reason[0].isdigit()
        for each in signals
    )


def test_a_short_series_says_too_few_and_what_is_missing() -> None:
    signals = compare(monthly([500.0, 510.0]), better=Better.LOWER, kind=Kind.COUNT, target=Target(value=5))
    assert {each.verdict for each in signals} == {Verdict.TOO_FEW}
    assert (
        signals[0].reason == "510 in February 2023 cannot be compared: there is no figure for February 2022."
    )
    assert signals[1].reason == "Only 2 figures are held; 12 are needed to know its ordinary variation."


def test_a_missing_latest_figure_is_too_few_everywhere_and_never_an_older_one() -> None:
    signals = compare(monthly([500.0] * 13 + [None]), better=Better.LOWER, kind=Kind.COUNT, target=5)
    assert {each.reason for each in signals} == {"There is no figure for February 2024."}


def test_peers_stand_beside_the_latest_period() -> None:
    def of(place: str, events: float, first: str = "2025-01"):  # type: ignore[no-untyped-def] # a Reading
        return reading(events / 100, first, place=place, over=(events, 100_000))

    others = [of("A", 900), of("B", 1000), of("C", 1100)]
    home = [of("Durham", 1400, "2024-10"), of("Durham", 1500)]
    signals = compare(home, better=Better.LOWER, kind=Kind.RATE, per=1000, peers=others, peer_group="forces")
    assert (signals[2].against, signals[2].verdict) == ("peers", Verdict.CONCERN)
    assert "the unweighted mean of 3 forces" in signals[2].reason


def test_breaks_reach_every_comparison_and_readings_may_come_in_any_order() -> None:
    broken = [Rebase(on=day("2024-01-01"), reason="a new system")]
    held = list(reversed(monthly([500.0] * 20)))
    year, past = compare(held, better=Better.LOWER, kind=Kind.COUNT, breaks=broken)
    assert year.verdict is past.verdict is Verdict.TOO_FEW
    assert "1 January 2024 (a new system)" in year.reason and "1 January 2024 (a new system)" in past.reason


def test_a_change_is_judged_by_the_two_counts_it_was_made_from() -> None:
    counted = reading(6.5, over=(5432, 5101))
    year = compare([counted], better=Better.LOWER, kind=Kind.CHANGE)[0]
    assert (year.verdict, year.against) == (Verdict.CONCERN, "the same period a year before")
    assert year.reason == (
        "5,432 in January to March 2025 against 5,101 in January to March 2024, "
        "6.5% more (95% interval 2.5% to 10.6%)."
    )
    year, past = compare(monthly([1.0, -2.0] * 8), better=Better.LOWER, kind=Kind.CHANGE)
    assert year.reason == "The two counts behind the change in April 2024 are not held."
    assert (year.verdict, past.verdict) == (Verdict.TOO_FEW, Verdict.NO_CHANGE)
    assert past.reason.startswith("-2.0% in April 2024 is within its ordinary variation of -8.5%")


def test_a_quarterly_season_is_taken_out_when_asked() -> None:
    held = monthly([80.0, 100.0, 140.0, 81.0] * 4, every=Every.QUARTER)
    past = compare(held, better=Better.LOWER, kind=Kind.COUNT, seasonal=True)[1]
    assert "time of year taken out" in past.reason


def test_a_mixture_is_refused() -> None:
    with pytest.raises(OperatorMistake, match="more than one place"):
        compare([reading(1), reading(2, place="Kent")], better=Better.LOWER, kind=Kind.COUNT)


def test_readings_of_two_publishers_are_refused_whoever_they_are() -> None:
    home = [replace(each, source="ONS") for each in monthly([1.0, 2.0, None])]
    compare([home[0], home[1], replace(home[2], source="")], better=Better.LOWER, kind=Kind.COUNT)
    with pytest.raises(OperatorMistake, match=r"more than one source: 'ONS' and 'police\.uk'"):
        compare([home[0], replace(home[1], source="police.uk")], better=Better.LOWER, kind=Kind.COUNT)
    rate = replace(reading(9.0, over=(900, 100_000)), source="ONS")
    other = [replace(rate, place=place, source="police.uk") for place in "ABC"]
    with pytest.raises(OperatorMistake, match="The source of 'recorded_offences' differs: ONS for Durham"):
        compare([rate], better=Better.LOWER, kind=Kind.RATE, per=1000, peers=other)


def test_naming_the_room_loads_neither_numpy_nor_scipy() -> None:
    code = "import sys, desist.comparison; sys.exit(any(m in sys.modules for m in ('numpy', 'scipy')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_door_loads_no_scipy_until_an_exact_interval_is_wanted() -> None:
    code = "import sys, desist.comparison.compare; sys.exit('scipy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
