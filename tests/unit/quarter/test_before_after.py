"""Before and after a scheme took people in, and whom of the most harmful it manages: a made-up county.

Being in IOM changes nothing in the made-up county, so all that falls afterwards is regression to the mean.
"""

from __future__ import annotations

import numpy as np
import pytest

import desist
from desist.home.create import create
from desist.home.opened import Home
from desist.measures.schemes.before_after import Years, ratio_after_to_before
from desist.quarter.reoffending.before_after import WARNING
from desist.synthetic.offenders.county import draw_county
from desist.synthetic.offenders.files import write_county
from desist.synthetic.pack import SENDER
from desist.vocabulary.mark import Mark
from desist.vocabulary.mistake import OperatorMistake

LOADED = (
    "police.people",
    "courts.proven_offences",
    "prisons.custody_spells",
    "police.arrests_and_charges",
    "local.cohort_membership",
    "youth.outcomes",
    "probation.needs",
)
WEIGHTS = (
    "category_counts,description,code_severity,code_original,category_severity,offence,weight\n"
    "theft,Shoplifting,46,46,theft,Shoplifting,13\n"
    "robbery,Robbery,34B,34B,robbery,Robbery,746\n"
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    folder = tmp_path_factory.mktemp("county")
    write_county(draw_county(6_000, 3), folder / "files", 3)
    create(folder / "durham", "durham")
    opened = desist.open(folder / "durham")
    for contract in LOADED:
        loaded = opened.load(contract, [folder / "files" / f"{contract}.csv"], sender=SENDER)
        assert loaded.rows_quarantined == 0, contract
    (folder / "weights.csv").write_text(WEIGHTS, encoding="utf-8")
    opened.load("ons.severity_weights", [folder / "weights.csv"])
    return opened


def test_what_falls_without_any_help_is_not_called_an_effect(home: Home) -> None:
    found = home.reoffending.before_after("IOM")
    assert found.event == "charges"  # the one partnership.toml says the partners agreed on
    assert found.ratio.upper is not None
    assert found.ratio.upper < 0.6
    assert WARNING in found.sentence
    earlier, before, after = (each.per_1000_days for each in found.years)
    assert earlier is not None and before is not None and after is not None
    assert before > 2 * earlier
    assert before > 2 * after


def test_a_scheme_nobody_declared_is_one_sentence(home: Home) -> None:
    with pytest.raises(OperatorMistake, match="declares no scheme 'Iomm'") as mistake:
        home.reoffending.before_after("Iomm")
    assert mistake.value.hint == "Did you mean 'IOM'?"


def test_an_event_nobody_knows_is_one_sentence(home: Home) -> None:
    with pytest.raises(OperatorMistake, match="'charge' is no event"):
        home.reoffending.before_after("IOM", event="charge")


def test_so_few_people_have_no_rate_and_still_the_warning(home: Home) -> None:
    found = home.reoffending.before_after("IOM", place="Darlington")
    assert (found.ratio.value is None) == (found.mark is Mark.CONFIDENTIAL) == (found.people < 10)
    assert WARNING in found.sentence


def test_coverage_is_a_share_of_the_top_tenth(home: Home) -> None:
    found = home.reoffending.coverage("IOM", months=24, index="ons")
    assert found.top == -(-found.people // 10)
    assert found.percent is not None and found.interval is not None
    assert found.percent == pytest.approx(100 * found.inside / found.top)
    assert found.interval.lower <= found.percent <= found.interval.upper
    assert "weights.csv" in found.version
    # IOM takes those with most proven, so it holds far more of the top tenth than of everybody.
    assert found.inside > 0


def test_harm_is_added_up_over_twelve_or_twenty_four_months(home: Home) -> None:
    with pytest.raises(OperatorMistake, match="over 6 months"):
        home.reoffending.coverage("IOM", months=6)


@pytest.mark.parametrize(
    "name",
    [
        "scheme_reoffending_in_quarter",
        "scheme_proven_reoffending_in_quarter",
        "scheme_arrests_per_1000_days",
        "scheme_charges_per_1000_days",
        "scheme_proven_offences_per_1000_days",
        "scheme_cohort_size",
        "scheme_charge_rate",
        "scheme_arrests_charged",
    ],
)
def test_every_measure_of_schemes_answers_on_the_county(name: str, home: Home) -> None:
    (found,) = home.measure(
        name, start="2023-01", end="2023-03", every="quarter", by="scheme", only={"scheme": "IOM"}
    )
    assert found.breakdown == {"scheme": "IOM"}
    assert found.numerator is not None and found.numerator > 0


def test_needs_by_sex_and_exits_by_reason(home: Home) -> None:
    needs = home.measure(
        "people_with_need", start="2022-04", end="2023-03", every="year", by=["pathway", "sex"]
    )
    assert {each.breakdown["sex"] for each in needs} == {"female", "male"}
    exits = home.measure(
        "scheme_exits", start="2022-04", end="2023-03", every="year", by=["scheme", "reason"]
    )
    assert {"Risk has fallen"} <= {each.breakdown["reason"] for each in exits if each.numerator}


def test_children_of_the_county(home: Home) -> None:
    entrants, custody = (
        home.measure(name, start="2019-04", end="2020-03", every="year")[0].numerator
        for name in ("local_first_time_entrants", "local_youth_custody")
    )
    assert entrants is not None and custody is not None
    assert entrants > custody


def ratio(before: list[float], after: list[float]) -> float | None:
    days = np.full(len(before), 365.0)
    found = ratio_after_to_before(
        Years(before=np.array(before), days_before=days, after=np.array(after), days_after=days)
    )
    return None if found.value is None else float(found.value)


def test_a_ratio_of_sums() -> None:
    assert ratio([4.0, 0.0, 2.0], [1.0, 1.0, 1.0]) == pytest.approx(0.5)
    assert ratio([4.0, 0.0], [0.0, 0.0]) == 0
    assert ratio([0.0, 0.0], [1.0, 0.0]) is None


def test_events_of_one_person_that_come_together_widen_the_interval() -> None:
    days = np.full(20, 365.0)
    spread = Years(before=np.full(20, 4.0), days_before=days, after=np.tile([1.0, 3.0], 10), days_after=days)
    lumped = np.zeros(20)
    lumped[:2] = 20
    together = Years(before=np.full(20, 4.0), days_before=days, after=lumped, days_after=days)
    narrow, wide = ratio_after_to_before(spread), ratio_after_to_before(together)
    assert narrow.value == pytest.approx(wide.value) == pytest.approx(0.5)
    assert wide.upper / wide.lower > 3 * narrow.upper / narrow.lower
