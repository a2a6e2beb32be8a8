"""A framework takes over indicators for one group alone; a pledge says who, what, by when, and its state."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from desist.measures.catalogue import CATALOGUE
from desist.partnership import create_home, open_home
from desist.partnership.frameworks import Pledge
from desist.partnership.indicators import Chart, Comparator
from desist.partnership.promises import PromiseStatus
from desist.vocabulary.mistake import OperatorMistake


@pytest.fixture
def durham(tmp_path: Path) -> Path:
    """The example, which has a framework and pledges."""
    create_home(tmp_path / "durham", "durham")
    return tmp_path / "durham"


def test_an_indicator_is_taken_over_for_the_group_alone(durham: Path) -> None:
    plan = open_home(durham, measures=CATALOGUE).plan
    women = plan.frameworks[0]
    reoffending, needs = women.inherited(plan.indicators)
    assert reoffending.id == "women-local-reoffending"
    assert reoffending.title == "Offenders who reoffend within twelve months: women"
    assert dict(reoffending.only) == {"sex": "female"}
    assert reoffending.comparators == (Comparator.OWN_PAST, Comparator.YEAR_BEFORE)
    assert (needs.by, needs.beside, needs.peers, needs.target) == ("pathway", (), "", None)
    assert {each.id for each in plan.indicators}.isdisjoint({reoffending.id, needs.id})


def test_what_only_everybody_can_be_shown_by_becomes_a_line(durham: Path) -> None:
    path = durham / "plan.toml"
    text = path.read_text(encoding="utf-8").replace('"local-reoffending", "needs"]', '"newest-cohorts"]', 1)
    path.write_text(text, encoding="utf-8")
    plan = open_home(durham, measures=CATALOGUE).plan
    (cohorts,) = plan.frameworks[0].inherited(plan.indicators)
    assert plan.indicator("newest-cohorts").chart is Chart.NOWCAST
    assert cohorts.chart is Chart.LINE


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (
            '"local-reoffending", "needs"]',
            '"local-reofending"]',
            "'local-reofending' is not a known indicator; did you mean 'local-reoffending'?",
        ),
        (
            '"local-reoffending", "needs"]',
            '"total-offences"]',
            "indicator 'total-offences' cannot be held to a group by 'sex': its measure has no such "
            "breakdown",
        ),
        ('"local-reoffending", "needs"]', '"needs", "needs"]', "framework 'women' inherits 'needs' twice"),
        ('only = { sex = "female" }\n', "", "framework 'women' is held to no group of people"),
        (
            'status = "open"\nevidence = "Report of October 2020, KPQ6: it is',
            'status = "kept"\nevidence = "Report of October 2020, KPQ6: it is',
            "pledge 'womens-framework' is kept, so it needs 'closed' and 'evidence'",
        ),
    ],
)
def test_a_mistake_is_one_sentence_with_its_line(durham: Path, before: str, after: str, said: str) -> None:
    path = durham / "plan.toml"
    text = path.read_text(encoding="utf-8")
    assert text.count(before) == 1
    path.write_text(text.replace(before, after), encoding="utf-8")
    with pytest.raises(OperatorMistake) as caught:
        open_home(durham, measures=CATALOGUE)
    assert caught.value.sentence.startswith("plan.toml, line ")
    assert said in caught.value.sentence


def pledge(**said: object) -> Pledge:
    given = {"due": date(2025, 3, 31), "status": PromiseStatus.OPEN, **said}
    return Pledge(id="p", who="We", what="This", made=date(2025, 1, 1), where="Here", **given)  # type: ignore[arg-type]  # by name


def test_a_pledge_is_overdue_from_the_day_after_its_own() -> None:
    assert not pledge().overdue(date(2025, 3, 31))
    assert pledge().overdue(date(2025, 4, 1))
    assert not pledge(due=None).overdue(date(2030, 1, 1))
    kept = pledge(status=PromiseStatus.KEPT, closed=date(2025, 6, 1), evidence="Done")
    assert not kept.overdue(date(2030, 1, 1))
