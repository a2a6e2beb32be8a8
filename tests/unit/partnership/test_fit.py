"""An indicator asks of its measure only what the measure can give."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desist.partnership import open_home
from desist.vocabulary.measure import Kind, Measure
from desist.vocabulary.mistake import OperatorMistake
from desist.vocabulary.signal import Better


def measures(home: Path) -> dict[str, Measure]:
    """A definition for each measure the example uses, which can give all that is asked of it."""
    opened = open_home(home)
    names = {indicator.measure for indicator in opened.plan.indicators}
    names |= {name for change in opened.breaks for name in change.measures}
    names |= {name for source in opened.sources for name in source.measures}
    return {
        name: Measure(
            name=name,
            title=name,
            asks="How many?",
            of="rows",
            kind=Kind.COUNT,
            numerator="count(*)",
            better=Better.NEITHER,
            unit="offences",
            source="made up",
            contracts=("police_uk.street",),
            breakdowns=tuple(
                {each.by for each in opened.plan.indicators if each.measure == name and each.by}
                | {key for each in opened.plan.indicators if each.measure == name for key in each.only}
                | {
                    key
                    for framework in opened.plan.frameworks
                    if name in {opened.plan.indicator(id).measure for id in framework.inherits}
                    for key in framework.only
                }
            ),
            author="A",
            checker="B",
            review=date(2030, 1, 1),
        )
        for name in names
    }


def test_what_is_asked_can_be_given(durham: Path) -> None:
    assert open_home(durham, measures=measures(durham)).plan.indicators


@pytest.mark.parametrize(
    ("name", "change", "key", "sentence"),
    [
        (
            "crime_severity_score",
            {"every": ("month",)},
            'every = "year"',
            "measure 'crime_severity_score' is not read by the year; it is one of month.",
        ),
        (
            "offences_change",
            {"breakdowns": ("offence_groups",)},
            'by = "offence_group"',
            "measure 'offences_change' has no breakdown 'offence_group'; did you mean 'offence_groups'?",
        ),
        (
            "crime_severity_score",
            {"better": Better.HIGHER},
            'better = "lower"',
            "indicator 'crime-severity' calls lower better, but of measure 'crime_severity_score' "
            "higher is better.",
        ),
    ],
)
def test_what_cannot_be_given_is_said(
    durham: Path, name: str, change: dict[str, object], key: str, sentence: str
) -> None:
    known = measures(durham)
    known[name] = replace(known[name], **change)  # type: ignore[arg-type]  # fields vary by case
    text = (durham / "plan.toml").read_text(encoding="utf-8")
    line = text[: text.index(key, text.index(f'measure = "{name}"'))].count("\n") + 1
    with pytest.raises(OperatorMistake) as caught:
        open_home(durham, measures=known)
    assert caught.value.sentence == f"plan.toml, line {line}: {sentence}"


@pytest.mark.parametrize("form", ["nowcast", "timing"])
def test_only_reoffending_is_drawn_from_everybody_followed_up(durham: Path, form: str) -> None:
    known, plan = measures(durham), durham / "plan.toml"
    text = plan.read_text(encoding="utf-8")
    plan.write_text(text.replace('chart = "bar"', f'chart = "{form}"', 1), encoding="utf-8")
    with pytest.raises(OperatorMistake) as caught:
        open_home(durham, measures=known)
    assert f"is drawn as a {form}, which shows proven_reoffending_rate of everybody" in caught.value.sentence
