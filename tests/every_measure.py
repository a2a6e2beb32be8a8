"""Made-up rows in which every measure of the catalogue finds something, and a question for each."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from desist.contracts.families import REFERRED_FOR
from desist.measures.catalogue import CATALOGUE
from desist.measures.examples import examples
from desist.vocabulary import reference
from desist.vocabulary.measure import Measure
from desist.vocabulary.period import Every, Period, month
from tests.example_rows import typed
from tests.reoffending_examples import HOME

FIRST, DAYS = date(2015, 1, 1), 5 * 365
DISPOSALS = ["caution", "youth_caution", "fine", "community_order", "suspended_sentence", "custody"]
TIERS = ["pre_court", "first_tier", "community", "custody"]
VALUES = {"population", "severity_score", "weight"}
LOCAL = [month("2016-01").start, month("2017-12").end]


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is asked of a measure: places by code, periods, a breakdown."""

    measure: Measure
    places: Sequence[str]
    periods: Sequence[Period]
    by: Sequence[str]


def sent(seed: int, people: int = 120) -> dict[str, list[dict[str, Any]]]:
    """Rows by contract: those of every example in the manual, and some hundred people's own."""
    rows: dict[str, list[dict[str, Any]]] = {}
    for measure in CATALOGUE.values():
        for example in examples(measure):
            for contract, sent in example.sent.items():
                held = rows.setdefault(contract, [])
                held += [
                    new
                    for each in sent
                    if (new := typed(contract, each)) and _about(new) not in map(_about, held)
                ]
    for contract, more in _people(random.Random(seed), people).items():
        rows.setdefault(contract, []).extend(more)
    return rows


def _about(row: Mapping[str, Any]) -> dict[str, Any]:
    """What a row of a published table is about: two examples may give one thing two values."""
    return {name: cell for name, cell in row.items() if name not in VALUES}


def _people(dice: random.Random, people: int) -> dict[str, list[dict[str, Any]]]:
    rows: dict[str, list[dict[str, Any]]] = {
        name: []
        for name in (
            "police.people",
            "courts.proven_offences",
            "prisons.custody_spells",
            "local.cohort_membership",
            "police.arrests_and_charges",
            "youth.outcomes",
            "probation.needs",
            "local.family_links",
            "youth.safeguarding_referrals",
        )
    }

    def day(after: date = FIRST, within: int = DAYS) -> date:
        return after + timedelta(dice.randint(0, within))

    for person in [f"p{number:03}" for number in range(people)]:
        born = day(*dice.choice([(date(1970, 1, 1), 25 * 365), (date(2000, 1, 1), 4 * 365)]))
        sex, area = dice.choice(["M", "F"]), dice.choice(["Darlington", "County Durham", ""])
        rows["police.people"].append(
            {"person_ref": person, "date_of_birth": born, "sex": sex, "area": area or None}
        )
        for _ in range(dice.randint(1, 6)):
            offence = {"person_ref": person, "offence_code": dice.choice(["00100", "00500", "00805"])}
            committed = day()
            proof, disposal = day(committed, 200), dice.choice(DISPOSALS)
            rows["courts.proven_offences"].append(
                {**offence, "offence_date": committed, "proof_date": proof, "disposal": disposal}
            )
            if disposal == "custody":
                stay = {"person_ref": person, "prison": "HMP Durham", "reason": "sentence"}
                stay |= {"reception_date": proof, "release_date": day(proof, 300)}
                rows["prisons.custody_spells"].append(stay)
            charged = day(committed, 60) if dice.random() < 0.6 else None
            rows["police.arrests_and_charges"].append(
                {**offence, "offence_date": committed, "event_date": committed, "charge_date": charged}
            )
        entered = day()
        rows["local.cohort_membership"].append(
            {
                "person_ref": person,
                "scheme": dice.choice(["IOM", "Checkpoint"]),
                "entry_date": entered,
                "exit_date": day(entered, 500) if dice.random() < 0.5 else None,
                "status": dice.choice(["Red", "Green"]),
            }
        )
        outcome = {"person_ref": person, "outcome_date": day(), "outcome": "an order"}
        rows["youth.outcomes"].append(
            {**outcome, "tier": dice.choice(TIERS), "looked_after": dice.random() < 0.2}
        )
        for pathway in ("Housing", "Alcohol"):
            assessed = day()
            need = {"person_ref": person, "assessed_on": assessed, "pathway": pathway}
            closed = day(assessed, 300) if dice.random() < 0.5 else None
            rows["probation.needs"].append({**need, "need": dice.random() < 0.8, "closed_on": closed})
        parent = {"person_ref": person, "related_ref": f"p{dice.randrange(people):03}", "relation": "parent"}
        rows["local.family_links"].append({**parent, "source": "a record"})
        referral = {"person_ref": person, "received_on": day(), "area": "Darlington"}
        referral |= {"reason": dice.choice(REFERRED_FOR), "safeguarding": dice.random() < 0.4}
        rows["youth.safeguarding_referrals"].append(referral)
    ages = {f"age_{age}": 1000 for age in range(10, 18)}
    rows["ons.population_by_age"] = [
        {"code": code, "name": name, "total": 100_000, "_period": f"{year}-06", **ages}
        for code, name in (("E06000047", "County Durham"), ("E06000005", "Darlington"))
        for year in (2016, 2017)
    ]
    return rows


def question_for(measure: Measure) -> Question:
    """The question of the measure's example; of one on persons, two years at home by its first breakdown."""
    for example in examples(measure):
        (first,), (last,), (every,) = (example.given(option) for option in ("from", "to", "every"))
        return Question(
            measure=measure,
            places=[reference.place(place).code for place in example.given("place")],
            periods=list(Period(month(first).start, month(last).end).steps(Every(every))),
            by=example.given("by"),
        )
    every = Every.YEAR if "year" in measure.every else Every(measure.every[0])
    return Question(
        measure=measure,
        places=[HOME],
        periods=list(Period(LOCAL[0], LOCAL[1]).steps(every)),
        by=measure.breakdowns[:1],
    )
