"""Every measure a second time: what counts, out of what, in loops over the rows that were sent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.reference.measures import records
from tests.reference.measures.dates import Span, covered, year_before
from tests.reference.measures.records import HOME_OFFICE, ONS, POLICE_UK, Row, Sent, people

Level = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One figure: the level of each breakdown, its mark, both counts and the value."""

    level: Level
    mark: str
    numerator: float | None = None
    denominator: float | None = None
    value: float | None = None


@dataclass(frozen=True, kw_only=True)
class Truth:
    """How one measure is counted."""

    rows: Callable[[Sent], Iterable[Row]]
    top: Callable[[list[Row]], float | None]
    bottom: Callable[[list[Row]], float | None] | None = None
    held: Callable[[Sent], Iterable[Row]] | None = None
    among: str = ""  # the contract of the population divided by
    kind: str = "count"
    per: float = 1.0
    sources: Sequence[str] = ()


def total(name: str, where: Callable[[Row], bool] = lambda row: True) -> Callable[[list[Row]], float]:
    return lambda rows: sum(row[name] for row in rows if where(row))


def sum_of_given(name: str) -> Callable[[list[Row]], float | None]:
    """The sum of the numbers that are there; None when none is."""

    def added(rows: list[Row]) -> float | None:
        given = [row[name] for row in rows if row.get(name) is not None]
        return sum(given) if given else None

    return added


def only_one(name: str) -> Callable[[list[Row]], float | None]:
    def value(rows: list[Row]) -> float | None:
        given = [row[name] for row in rows if row[name] is not None]
        return given[0] if len(given) == 1 else None

    return value


def offences(rows: list[Row]) -> float | None:
    return None if any(row["n"] is None for row in rows) else sum(row["n"] for row in rows)


def severity_rows(sent: Sent) -> Iterator[Row]:
    weight = records.weights(sent)
    for row in records.recorded_crime(sent):
        if row["source"] == HOME_OFFICE:
            yield {**row, "harm": row["n"] * weight.get(row["offence_code"], 0.0)}


def severity_held(sent: Sent) -> Iterator[Row]:
    if records.weights(sent):
        yield from (row for row in records.recorded_crime_held(sent) if row["source"] == HOME_OFFICE)


def severity_difference(sent: Sent) -> Iterator[Row]:
    for published in records.severity_score(sent):
        place, span = published["place"], (published["start"], published["end"])
        ours = _answer(TRUTHS["crime_severity_score"], sent, place, span, (), {})
        weighed = [
            row
            for row in severity_rows(sent)
            if row["place"] == place
            and span[0] <= row["start"]
            and row["end"] <= span[1]
            and row["offence_code"] in records.weights(sent)
        ]
        if weighed and ours[0].value is not None:
            value = ours[0].value - published["value"]
            yield {**published, "source": "recomputed less published", "value": value}


def antisocial_share(sent: Sent) -> Iterator[Row]:
    returned = list(records.series(sent, "antisocial_share", whole=True))
    yield from returned
    held = list(records.police_crime_held(sent))
    for every in records.series(sent, "all_incidents", whole=False):
        span = (every["start"], every["end"])
        both_sent = [
            row
            for row in returned
            if row["place"] == every["place"] and row["start"] <= span[1] and row["end"] >= span[0]
        ]
        spans = sorted({(row["start"], row["end"]) for row in held if row["place"] == every["place"]})
        if both_sent or not covered(span, spans):
            continue
        n = sum(
            row["crime_type"] == "Anti-social behaviour"
            for row in records.police_crime(sent)
            if row["place"] == every["place"] and span[0] <= row["start"] and row["end"] <= span[1]
        )
        source = f"{POLICE_UK}; all incidents from {every['source']}"
        yield {**every, "source": source, "numerator": n, "denominator": every["numerator"]}


def outcome_share(sent: Sent) -> Iterator[Row]:
    """One row per crime outcome count; the level is matched only against its own kind."""
    yield from records.crime_outcome(sent)


def returned(name: str, *, share: bool) -> Truth:
    rows = lambda sent: records.series(sent, name, whole=share)  # noqa: E731 - a name for each would say less
    if not share:
        return Truth(rows=rows, top=total("numerator"))
    return Truth(rows=rows, top=total("numerator"), bottom=total("denominator"), kind="proportion")


def asked(question: str) -> Truth:
    rows = lambda sent: (row for row in records.survey_total(sent) if row["question"] == question)  # noqa: E731
    return Truth(rows=rows, top=only_one("value"), bottom=only_one("n"), kind="estimate")


CRIME: dict[str, Any] = {
    "rows": records.recorded_crime,
    "held": records.recorded_crime_held,
    "sources": (HOME_OFFICE, ONS, POLICE_UK),
    "top": offences,
}
OUTCOME: dict[str, Any] = {"rows": records.crime_outcome, "held": records.crime_outcome_held}
YOUTH: dict[str, Any] = {
    "rows": records.youth_cohort,
    "sources": (
        "YJB by sex, years",
        "YJB by offence, years",
        "YJB by sex, quarters",
        "YJB by offence, quarters",
    ),
}
COHORT: dict[str, Any] = {"rows": records.reoffending_cohort}

TRUTHS: dict[str, Truth] = {
    "recorded_offences": Truth(**CRIME),
    "offences_per_1000": Truth(**CRIME, kind="rate", per=1000, among="ons.population"),
    "offences_change": Truth(**CRIME, kind="change"),
    "crime_severity_score": Truth(
        rows=severity_rows, held=severity_held, top=total("harm"), kind="weighted", among="ons.population"
    ),
    "crime_severity_score_published": Truth(
        rows=records.severity_score, top=only_one("value"), kind="estimate"
    ),
    "crime_severity_score_difference": Truth(
        rows=severity_difference, top=only_one("value"), kind="estimate"
    ),
    "antisocial_incidents": Truth(
        rows=lambda sent: (
            row for row in records.police_crime(sent) if row["crime_type"] == "Anti-social behaviour"
        ),
        held=records.police_crime_held,
        top=total("n"),
    ),
    "antisocial_share": Truth(
        rows=antisocial_share, top=total("numerator"), bottom=total("denominator"), kind="proportion"
    ),
    "solved_rate": Truth(
        **OUTCOME,
        top=total("for_recorded", lambda row: row["positive"]),
        bottom=total("for_recorded"),
        kind="proportion",
    ),
    "outcomes_assigned_rate": Truth(
        **OUTCOME,
        top=total("given", lambda row: row["positive"]),
        bottom=total("for_recorded"),
        kind="rate",
        per=100,
    ),
    "killed_or_seriously_injured": Truth(
        rows=lambda sent: (row for row in records.casualty(sent) if row["severity"] in ("fatal", "serious")),
        held=records.casualty_held,
        top=total("n"),
    ),
    "national_reoffending_rate": Truth(
        **COHORT, top=total("reoffenders"), bottom=total("offenders"), kind="proportion"
    ),
    "national_reoffences_per_reoffender": Truth(
        **COHORT, top=total("reoffences"), bottom=total("reoffenders"), kind="rate"
    ),
    "national_reoffending_rate_by_offence": Truth(
        rows=records.reoffending_by_offence, top=only_one("value"), kind="estimate"
    ),
    "youth_reoffending_rate": Truth(
        **YOUTH, top=sum_of_given("reoffenders"), bottom=sum_of_given("children"), kind="proportion"
    ),
    "youth_reoffences_per_reoffender": Truth(
        **YOUTH, top=sum_of_given("reoffences"), bottom=sum_of_given("reoffenders"), kind="rate"
    ),
    "first_time_entrants": Truth(rows=records.first_time_entrant, top=total("n")),
    "first_time_entrants_per_100000": Truth(
        rows=records.first_time_entrant,
        top=total("n"),
        kind="rate",
        per=100_000,
        among="ons.population_by_age",
    ),
    "youth_custodial_sentences": Truth(rows=records.youth_custody, top=total("n")),
    "youth_custody_per_1000": Truth(
        rows=records.youth_custody, top=total("n"), kind="rate", per=1000, among="ons.population_by_age"
    ),
    "police_officers": Truth(rows=records.police_officer, top=only_one("n"), kind="estimate"),
    "stop_and_searches": Truth(rows=records.stop_search, top=total("n")),
    "fair_cjs": asked("fairova1dv"),
    "effective_cjs": asked("cjsovb1dv"),
    "police_good_or_excellent": asked("ratpol3"),
    "police_confidence": asked("patt7"),
    "survey_design_effect": Truth(rows=records.survey_total, top=only_one("design_effect"), kind="estimate"),
    "mental_health_triage_share": returned("mental_health_triage_share", share=True),
    **{
        f"satisfied_{facet}": returned(f"satisfied_{facet}", share=True)
        for facet in (
            "ease_of_contact",
            "arrival_time",
            "actions_taken",
            "follow_up",
            "treatment",
            "whole_experience",
        )
    },
    **{
        name: returned(name, share=False)
        for name in (
            "victim_service_referrals",
            "mental_health_incidents",
            "place_of_safety_detentions",
            "rj_referrals",
            "custody_visits",
            "all_incidents",
        )
    },
}


def figures(
    name: str,
    sent: Sent,
    place: str,
    span: Span,
    by: Sequence[str] = (),
    only: Mapping[str, str] | None = None,
) -> list[Figure]:
    """What a measure should give for one place and period, one figure a level."""
    if name == "outcome_share":
        return _shares(sent, place, span, by, only or {})
    truth = TRUTHS[name]
    if truth.kind == "change":
        return _change(truth, sent, place, span, by, only or {})
    return _answer(truth, sent, place, span, by, only or {})


def _able(
    truth: Truth, sent: Sent, place: str, span: Span, by: Sequence[str], only: Mapping[str, str]
) -> list[str]:
    """Publishers that cover the period and know the breakdowns, the one to use first."""
    rows = list(truth.rows(sent))
    found = []
    held = [row for row in (truth.held or truth.rows)(sent) if row["place"] == place]
    for source in {row["source"] for row in held}:
        pieces = sorted({(row["start"], row["end"]) for row in held if row["source"] == source})
        if truth.kind == "estimate":
            whole = [each for each in pieces if each[0] >= span[0] and each[1] <= span[1]] == [span]
        else:
            whole = covered(span, pieces)
        theirs = [row for row in rows if row["source"] == source]
        knows = all(any(row.get(name) is not None for row in theirs) for name in by)
        levels = not only or any(_matches(row, only) for row in theirs)
        if whole and knows and levels:
            found.append(source)
    order = {name: number for number, name in enumerate(truth.sources)}
    return sorted(found, key=lambda source: (order.get(source, 99), source))


def _matches(row: Row, only: Mapping[str, str]) -> bool:
    return all(row.get(name) == level for name, level in only.items())


def _by_level(
    truth: Truth, sent: Sent, place: str, span: Span, source: str, by: Sequence[str], only: Mapping[str, str]
) -> dict[Level, list[Row]]:
    """The rows of each level that the publisher has, also where there is none of them here."""
    theirs = [row for row in truth.rows(sent) if row["source"] == source and _matches(row, only)]
    found: dict[Level, list[Row]] = {_level(row, by): [] for row in theirs}
    if not by:
        found = {(): []}
    for row in theirs:
        if row["place"] == place and span[0] <= row["start"] and row["end"] <= span[1]:
            found[_level(row, by)].append(row)
    return found


def _level(row: Row, by: Sequence[str]) -> Level:
    return tuple("not stated" if row.get(name) is None else str(row[name]) for name in by)


def _answer(
    truth: Truth, sent: Sent, place: str, span: Span, by: Sequence[str], only: Mapping[str, str]
) -> list[Figure]:
    able = _able(truth, sent, place, span, by, only)
    if not able:
        return [Figure(level=(), mark="x")]
    found = []
    for level, rows in _by_level(truth, sent, place, span, able[0], by, only).items():
        x = truth.top(rows)
        n = truth.bottom(rows) if truth.bottom else None
        if truth.among:
            n = people(sent, truth.among, place, span[1], able[0])
        found.append(figure(truth, level, x, n))
    return found


def figure(truth: Truth, level: Level, x: float | None, n: float | None) -> Figure:
    """Value and mark of two counts."""
    of_something = truth.kind in ("proportion", "rate", "change", "weighted")
    if x is None or (of_something and n is None):
        return Figure(level=level, mark="x", numerator=x, denominator=n)
    if not of_something or n is None:
        return Figure(level=level, mark="", numerator=x, denominator=n, value=x)
    if n <= 0 or (truth.kind == "change" and x < 0):
        return Figure(level=level, mark="z", numerator=x, denominator=n)
    value = {
        "proportion": 100 * x / n,
        "rate": truth.per * x / n,
        "change": 100 * (x - n) / n,
        "weighted": x / n,
    }[truth.kind]
    mark = "u" if truth.kind == "proportion" and n < 30 else ""
    return Figure(level=level, mark=mark, numerator=x, denominator=n, value=value)


def _change(
    truth: Truth, sent: Sent, place: str, span: Span, by: Sequence[str], only: Mapping[str, str]
) -> list[Figure]:
    before = year_before(span)
    earlier = _able(truth, sent, place, before, by, only)
    able = [source for source in _able(truth, sent, place, span, by, only) if source in earlier]
    if not able:
        return [Figure(level=(), mark="x")]
    now = _by_level(truth, sent, place, span, able[0], by, only)
    then = _by_level(truth, sent, place, before, able[0], by, only)
    return [figure(truth, level, truth.top(rows), truth.top(then[level])) for level, rows in now.items()]


def _shares(sent: Sent, place: str, span: Span, by: Sequence[str], only: Mapping[str, str]) -> list[Figure]:
    """Crimes with each kind of outcome, out of all crimes of the same offence groups."""
    truth = Truth(**OUTCOME, top=total("for_recorded"), kind="proportion")
    if not _able(truth, sent, place, span, by, only):
        return [Figure(level=(), mark="x")]
    offence_by = [name for name in by if name == "offence_group"]
    offence_only = {name: level for name, level in only.items() if name == "offence_group"}
    kinds = list(records.crime_outcome(sent))
    here = [
        row
        for row in kinds
        if row["place"] == place
        and span[0] <= row["start"]
        and row["end"] <= span[1]
        and _matches(row, offence_only)
    ]
    outcome_by = [name for name in by if name != "offence_group"]
    outcome_only = {name: level for name, level in only.items() if name != "offence_group"}
    outcomes = {_level(row, outcome_by) for row in kinds if _matches(row, outcome_only)}
    groups = {_level(row, offence_by) for row in kinds if _matches(row, offence_only)}
    if not offence_by:
        groups = {()}
    if not outcome_by:
        outcomes = {()}
    found = []
    for group in groups:
        of_group = [row for row in here if _level(row, offence_by) == group]
        for outcome in outcomes:
            x = sum(
                row["for_recorded"]
                for row in of_group
                if _level(row, outcome_by) == outcome and _matches(row, outcome_only)
            )
            level = dict(zip([*offence_by, *outcome_by], [*group, *outcome], strict=True))
            n = sum(row["for_recorded"] for row in of_group)
            found.append(figure(truth, tuple(level[name] for name in by), x, n))
    return found
