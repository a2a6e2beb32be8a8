"""Judging an answer that is still provisional: against figures that stood as it does, and said in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from desist.measures.catalogue import CATALOGUE
from desist.partnership.indicators import Chart, Comparator, Target
from desist.publication.claims.claim import OWN_PAST, YEAR_BEFORE, Claim, ClaimKind
from desist.publication.claims.evidence import Evidence
from desist.publication.claims.weigh import CannotSay, weigh
from desist.publication.report.figures import figure
from desist.publication.report.spoken import answer_sentence
from desist.publication.report.titles import finding
from desist.quarter.changed import changed_since
from desist.quarter.judge import judge
from desist.vocabulary.mark import Mark
from desist.vocabulary.measure import Measure
from desist.vocabulary.period import Period
from desist.vocabulary.reading import Reading
from desist.vocabulary.signal import Better, Verdict
from tests.passport_examples import passport
from tests.unit.quarter.made_up_reads import QUARTER, MadeUp, home, indicator, reading

RATE = CATALOGUE["proven_reoffending_rate"]
PER_REOFFENDER = CATALOGUE["reoffences_per_reoffender"]
AGE = 0
WHY = "Provisional: none of the people has been followed for the whole 18 months; it can change."
WATCHED = indicator(
    measure="proven_reoffending_rate",
    title="Proven reoffending",
    comparators=(Comparator.YEAR_BEFORE, Comparator.OWN_PAST, Comparator.TARGET),
    better=Better.LOWER,
    chart=Chart.LINE,
    target=Target(value=25, by=QUARTER.end, set_by="the Panel"),
)


@dataclass
class Live(MadeUp):
    """Readings as they are now, and by age as they once stood."""

    stood: Mapping[int, Sequence[Reading]] = field(default_factory=dict)

    def read(
        self,
        measure: Measure,
        places: Sequence[str],
        periods: Sequence[Period],
        *,
        by: Sequence[str] = (),
        only: Mapping[str, str] | None = None,
        at_age: int | None = None,
    ) -> list[Reading]:
        then = self if at_age is None else MadeUp(self.stood[at_age])
        return MadeUp.read(then, measure, places, periods, by=by, only=only)


def cohort(back: int, proven: int, *, age: int | None = None, measure: Measure = RATE) -> Reading:
    """The cohort so many quarters before January to March 2025; of 500 people."""
    given = reading(proven / 5, QUARTER.moved(-3 * back), measure=measure, numerator=proven, denominator=500)
    if age is None:
        return given
    later = given.period.end + timedelta(days=age)
    return replace(given, mark=Mark.PROVISIONAL, as_at=later, matured=0.0, why=WHY)


def live(now: int = 45) -> Live:
    """Sixteen cohorts: ten final near 30%, six that are not mature, the newest at its closing day."""
    final = [cohort(back, 150 + back % 3) for back in range(6, 16)]
    young = [cohort(back, 150 - 20 * (5 - back), age=91 * back) for back in range(5, 0, -1)]
    then = [cohort(back, 25 + back % 3, age=AGE) for back in range(1, 16)]
    newest = cohort(0, now, age=AGE)
    return Live([*final, *young, newest], stood={AGE: [*then, newest]})


def test_a_newest_cohort_is_judged_by_cohorts_at_its_own_age() -> None:
    found = judge(live(), home(), WATCHED, QUARTER)
    signals = {each.against: each for each in found.signals}
    assert found.answered and found.latest.mark is Mark.PROVISIONAL
    assert signals["the same period a year before"].verdict is Verdict.CONCERN
    assert (
        "9.0% in January to March 2025 against 5.2% in January to March 2024"
        in signals["the same period a year before"].reason
    )
    assert signals["its own past"].verdict is Verdict.CONCERN
    assert signals["target"].verdict is Verdict.TOO_FEW
    assert "is for the final figure" in signals["target"].reason


def test_what_is_read_aloud_says_that_the_ages_are_equal() -> None:
    found = judge(live(), home(), WATCHED, QUARTER)
    assert answer_sentence([found]) == (
        "Proven reoffending: 9.0% [p], up from 5.2% [p] a year before at equal age."
    )
    assert finding(found) == "Proven reoffending: higher than a year before at equal age"


def test_the_ordinary_variation_drawn_and_the_line_are_of_final_figures_alone() -> None:
    found = judge(live(), home(), WATCHED, QUARTER)
    assert found.limits is None and not found.limit_periods  # ten final cohorts are too few
    drawn = figure(found)
    assert drawn is not None
    assert drawn.title == "Proven reoffending: 30.0% when last final"
    assert str(QUARTER) not in drawn.alt and "October to December 2024" not in drawn.alt
    assert drawn.notes[0] == (
        "A chart does not show October to December 2023 to January to March 2025, which are still "
        "provisional: it compares only with figures of equal age."
    )


def test_a_measure_that_does_not_know_its_past_is_not_judged_while_it_is_provisional() -> None:
    readings = [cohort(back, 150, measure=PER_REOFFENDER) for back in range(6, 16)]
    readings += [cohort(back, 100, age=91 * back, measure=PER_REOFFENDER) for back in range(5, -1, -1)]
    watched = replace(WATCHED, measure="reoffences_per_reoffender", target=None)
    found = judge(MadeUp(readings), home(), watched, QUARTER)
    assert found.signals and {each.verdict for each in found.signals} == {Verdict.TOO_FEW}
    assert finding(found) == "Proven reoffending: provisional, not judged yet"


def test_a_final_answer_is_judged_as_ever() -> None:
    final = MadeUp([cohort(back, 150 + back % 3) for back in range(16)])
    found = judge(final, home(), WATCHED, QUARTER)
    assert found.at_equal_age == () and not found.not_drawn
    assert all("provisional" not in each.reason for each in found.signals)
    assert len(found.drawn) == 16


@pytest.mark.parametrize("age", [None, 91])
def test_the_first_page_does_not_set_it_beside_the_figure_of_the_last_report(age: int | None) -> None:
    found = judge(live(), home(), WATCHED, QUARTER)
    was = cohort(4, 150, age=age)
    before = passport(readings=(was,))
    before = replace(before, figure=replace(before.figure, part=WATCHED.id))
    assert changed_since([before], [found]) == (
        "Proven reoffending: 9.0%, of another age than 30.0% (January to March 2024), so no change can be "
        "read from the two."
    )


def test_a_claim_of_a_record_needs_figures_of_equal_age() -> None:
    found = judge(live(now=25), home(), WATCHED, QUARTER)
    evidence = Evidence(
        measures=CATALOGUE,
        readings=found.readings,
        compared=(),
        phrases={},
        place=found.place,
        period=QUARTER,
        small=10,
    )
    for kind, against in ((ClaimKind.LOWEST, OWN_PAST), (ClaimKind.DIFFERENCE, YEAR_BEFORE)):
        claim = Claim(
            measure="proven_reoffending_rate",
            place=found.place,
            period=QUARTER,
            kind=kind,
            against=against,
            words="the lowest ever, 25 points lower",
            file="kpq5.md",
            line=1,
        )
        weighed = weigh(claim, evidence)
        assert isinstance(weighed, CannotSay) and "equal age" in weighed.reason
