"""A sentence that the data contradict is not built, neither as a draft nor as an edition."""

from __future__ import annotations

from pathlib import Path

import pytest

from desist.home.opened import Home
from desist.vocabulary.mistake import OperatorMistake
from tests.command_line import run
from tests.small_county import DURHAM, QUARTER, drafted, indicator, load, plan, published, told

FELL = '[Referrals fell]{claim=fell measure=victim_service_referrals against="year before"}.'
ROSE = '[Referrals rose]{claim=rose measure=victim_service_referrals against="year before"}.'
UNBOUND = "Referrals rose compared with a year ago."


@pytest.mark.parametrize("how", [(), ("--publish",)])
def test_a_false_claim_is_quoted_with_the_reading_and_nothing_is_written(
    small: Home, how: tuple[str, ...]
) -> None:
    told(small, {1: f"Every referral is a person.\n\n{FELL}"})
    before = written(small.folder)
    answer = run("report", "--quarter", QUARTER, *how, "-w", small.folder)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("desist: reports/2025-03/kpq1.md, line 3: “Referrals fell.”")
    for said in ("victim_service_referrals", "fell", "520", "400", "January to March 2025"):
        assert said in answer.err
    assert "Traceback" not in answer.err
    assert written(small.folder) == before


def written(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_file() and path.name != ".lock"}


def test_a_true_claim_is_built_as_draft_and_edition(small: Home) -> None:
    told(small, {1: ROSE})
    assert drafted(small).findings == ()
    assert published(small).findings == ()


def test_a_direction_without_a_claim_warns_in_a_draft_and_fails_in_an_edition(small: Home) -> None:
    told(small, {1: UNBOUND})
    answer = run("report", "--quarter", QUARTER, "-w", small.folder)
    assert answer.code == 0
    assert answer.err.startswith(f"Warning: reports/2025-03/kpq1.md, line 1: “{UNBOUND}” says 'rose'")
    refused = run("report", "--quarter", QUARTER, "--publish", "-w", small.folder)
    assert refused.code == 2
    assert refused.err.startswith(f"desist: reports/2025-03/kpq1.md, line 1: “{UNBOUND}” says 'rose'")
    assert not (small.folder / "editions").exists()


def test_a_claim_is_false_as_soon_as_the_data_are_corrected(small: Home) -> None:
    told(small, {1: ROSE})
    drafted(small)
    load(small, ("victim_service_referrals", DURHAM, "2025-Q1", "401", "", ""), name="b.csv", minutes=5)
    with pytest.raises(OperatorMistake, match="Referrals rose"):
        drafted(small)


def series(*counts: int) -> list[tuple[str, ...]]:
    """A count for each quarter up to January to March 2025."""
    quarters = [f"{2025 - back // 4}-Q{(-back) % 4 + 1}" for back in range(len(counts))]
    named = zip(reversed(quarters), counts, strict=True)
    return [("custody_visits", DURHAM, quarter, str(count), "", "") for quarter, count in named]


TARGET = "{ value = 30, by = 2026-03-31, set_by = 'The plan' }"
COMPARED = (
    indicator(
        "visits",
        1,
        "custody_visits",
        history="16",
        comparators='["target", "own past", "year before"]',
        target=TARGET,
    ),
    indicator("satisfied", 2, "satisfied_whole_experience", beside='["Cleveland"]'),
    indicator("referrals", 3, "victim_service_referrals"),
    indicator("referrals-again", 4, "victim_service_referrals"),
)
STEADY = [50, 52, 49, 51, 50, 48, 51, 52, 50, 49, 51, 50, 52, 50, 51, 49]


@pytest.fixture
def compared(small: Home) -> Home:
    """Indicators compared with a target, their own past and a place beside them."""
    (small.folder / "plan.toml").write_text(plan(COMPARED), encoding="utf-8")
    load(small, *series(*STEADY), name="visits.csv", minutes=1)
    beside = [
        ("satisfied_whole_experience", "Cleveland Police", "2024-Q1", "300", "400", ""),
        ("satisfied_whole_experience", "Cleveland Police", "2025-Q1", "320", "400", ""),
    ]
    load(small, *beside, name="beside.csv", minutes=2)
    return small


VISITS, SATISFIED = "measure=custody_visits", "measure=satisfied_whole_experience"


@pytest.mark.parametrize(
    ("number", "words", "claim", "holds"),
    [
        (1, "visits are above their target", f"above {VISITS} against=target", True),
        (1, "visits are below their target", f"below {VISITS} against=target", False),
        (1, "visits are within normal fluctuation", f"within-limits {VISITS}", True),
        (1, "visits show an upward trend", f"upward-trend {VISITS}", False),
        (2, "satisfaction is lower here than in Cleveland", f"below {SATISFIED} against=Cleveland", True),
        (2, "satisfaction is higher here than in Cleveland", f"above {SATISFIED} against=Cleveland", False),
        (2, "satisfaction worsened", f"worsened {SATISFIED}", True),
        (2, "satisfaction improved", f"improved {SATISFIED}", False),
    ],
)
def test_each_comparison_of_the_plan_can_be_claimed(
    compared: Home, number: int, words: str, claim: str, holds: bool
) -> None:
    told(compared, {number: f"In short, [{words}]{{claim={claim}}}."})
    if holds:
        drafted(compared)
    else:
        with pytest.raises(OperatorMistake, match="In short"):
            drafted(compared)


def test_a_claim_on_a_place_nobody_set_beside_cannot_be_borne_out(compared: Home) -> None:
    told(compared, {2: f"[It is lower here than in Kent]{{claim=below {SATISFIED} against=Kent}}."})
    with pytest.raises(OperatorMistake, match="has not been compared with Kent"):
        drafted(compared)
