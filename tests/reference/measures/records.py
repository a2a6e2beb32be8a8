"""The records a second time: loops over the rows of extracts, one dictionary a row."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from tests.reference.measures.dates import financial_quarter, month_of, months, span_to, year_to
from tests.reference.measures.places import (
    AREAS,
    BOTH,
    BTP,
    CODES,
    WIDER,
    councils_named,
    councils_of,
    forces_of,
)

Row = dict[str, Any]
Sent = Mapping[str, Sequence[Mapping[str, Any]]]

HOME_OFFICE, ONS, POLICE_UK = "Home Office open data", "ONS police force area tables", "data.police.uk"
ONS_COLUMNS = [
    ("Violence against the person", "Homicide", "homicide"),
    ("Violence against the person", "Violence with injury", "violence_with_injury"),
    ("Violence against the person", "Violence without injury", "violence_without_injury"),
    ("Violence against the person", "Stalking and harassment", "stalking_and_harassment"),
    ("Violence against the person", "Death or serious injury - unlawful driving", "unlawful_driving"),
    ("Sexual offences", "Sexual offences", "sexual_offences"),
    ("Robbery", "Robbery", "robbery"),
    ("Theft offences", "Residential burglary", "residential_burglary"),
    ("Theft offences", "Non-residential burglary", "non_residential_burglary"),
    ("Theft offences", "Vehicle offences", "vehicle_offences"),
    ("Theft offences", "Theft from the person", "theft_from_the_person"),
    ("Theft offences", "Bicycle theft", "bicycle_theft"),
    ("Theft offences", "Shoplifting", "shoplifting"),
    ("Theft offences", "Other theft offences", "other_theft"),
    ("Criminal damage and arson", "Criminal damage and arson", "criminal_damage_and_arson"),
    ("Drug offences", "Drug offences", "drug_offences"),
    ("Possession of weapons offences", "Possession of weapons offences", "weapons"),
    ("Public order offences", "Public order offences", "public_order"),
    ("Miscellaneous crimes against society", "Miscellaneous crimes against society", "miscellaneous"),
]
GROUP_OF_TYPE = {"Burglary": "Theft offences", "Robbery": "Robbery", "Drugs": "Drug offences"}
GROUP_OF_TYPE |= {"Violence and sexual offences": "Violence and sexual offences"}
OLD_GROUPS = {"Miscellaneous crimes": "Miscellaneous crimes against society"}
POSITIVE = {"1", "2", "3", "4", "6", "7", "8"}


def row(place: str, span: tuple[date, date], source: str, **cells: Any) -> Row:
    return {"place": place, "start": span[0], "end": span[1], "source": source, **cells}


def month_given(period: str) -> date:
    return date(int(period[:4]), int(period[5:7]), 1)


def recorded_crime(sent: Sent) -> Iterator[Row]:
    for each in sent.get("home_office.recorded_crime", ()):
        if each["offence_group"].startswith("Fraud"):
            continue
        for place in WIDER.get(CODES.get(each["force_name"], ""), ()):
            yield row(
                place,
                financial_quarter(each["financial_year"], each["financial_quarter"]),
                HOME_OFFICE,
                offence_group=OLD_GROUPS.get(each["offence_group"], each["offence_group"]),
                offence_subgroup=each["offence_subgroup"],
                offence_code=each["offence_code"],
                crime_type=None,
                n=each["offences"],
            )
    for each in sent.get("ons.force_area_counts", ()):
        for group, subgroup, column in ONS_COLUMNS:
            yield row(
                CODES[each["area_code"]],
                year_to(month_given(each["_period"])),
                ONS,
                offence_group=group,
                offence_subgroup=subgroup,
                offence_code=None,
                crime_type=None,
                n=each.get(column),
            )
    for each in police_crime(sent):
        if each["crime_type"] != "Anti-social behaviour":
            yield {
                **each,
                "offence_group": GROUP_OF_TYPE[each["crime_type"]],
                "offence_subgroup": None,
                "offence_code": None,
            }


def police_crime(sent: Sent) -> Iterator[Row]:
    for each in sent.get("police_uk.street", ()):
        force = CODES.get(each["falls_within"])
        if force is None:
            continue
        span = month_of(each["month"])
        yield row(force, span, POLICE_UK, crime_type=each["crime_type"], n=1)
        name = re.sub(" [0-9]{3}[A-Z]$", "", each.get("lsoa_name") or "")
        for council in councils_named(name):
            if AREAS[council]["force_code"] == force:
                yield row(council, span, POLICE_UK, crime_type=each["crime_type"], n=1)


def police_crime_held(sent: Sent) -> Iterator[Row]:
    for each in sent.get("police_uk.street", ()):
        force = CODES.get(each["falls_within"])
        if force is None:
            continue
        span = month_of(each["month"])
        yield row(force, span, POLICE_UK)
        for council in councils_of(force, "in_april_2021") | councils_of(force, "in_april_2024"):
            yield row(council, span, POLICE_UK)


def quarters_held(sent: Sent, contract: str) -> Iterator[Row]:
    """The quarters for which every force of a place has sent anything at all."""
    came: dict[tuple[str, int], set[str]] = defaultdict(set)
    for each in sent.get(contract, ()):
        if each["force_name"] in CODES:
            came[each["financial_year"], each["financial_quarter"]].add(CODES[each["force_name"]])
    for (year, quarter), forces in came.items():
        for place in {place for force in forces for place in WIDER[force]}:
            if forces_of(place) <= forces:
                yield row(place, financial_quarter(year, quarter), HOME_OFFICE)


def recorded_crime_held(sent: Sent) -> Iterator[Row]:
    yield from quarters_held(sent, "home_office.recorded_crime")
    for each in sent.get("ons.force_area_counts", ()):
        yield row(CODES[each["area_code"]], year_to(month_given(each["_period"])), ONS)
    yield from police_crime_held(sent)


def crime_outcome_held(sent: Sent) -> Iterator[Row]:
    yield from quarters_held(sent, "home_office.crime_outcomes")


def crime_outcome(sent: Sent) -> Iterator[Row]:
    for each in sent.get("home_office.crime_outcomes", ()):
        if each["offence_group"].startswith("Fraud"):
            continue
        for place in WIDER.get(CODES.get(each["force_name"], ""), ()):
            yield row(
                place,
                financial_quarter(each["financial_year"], each["financial_quarter"]),
                HOME_OFFICE,
                offence_group=each["offence_group"],
                offence_subgroup=each["offence_subgroup"],
                offence_code=each["offence_code"],
                outcome_type=str(each["outcome_type"]),
                outcome_group=each["outcome_group"],
                positive=str(each["outcome_type"]) in POSITIVE,
                for_recorded=each["for_recorded"] or 0,
                given=each["given"] or 0,
            )


def people(sent: Sent, contract: str, place: str, last: date, counted_by: str) -> float | None:
    """The population that a period ending on a day is divided by; None where it is not held."""
    if contract == "ons.population" and counted_by == ONS:
        for each in sent.get("ons.force_area_rates", ()):
            if CODES[each["area_code"]] == place and month_of(month_given(each["_period"]))[1] == last:
                return float(each["population"])
    year = last.year if (last.month, last.day) >= (6, 30) else last.year - 1
    found: dict[str, float] = {}
    for each in sent.get(contract, ()):
        at = int(each["_period"][:4]) if contract.endswith("by_age") else each["year"]
        if at == year and each["code"] in AREAS:
            young = sum(each[f"age_{age}"] for age in range(10, 18)) if contract.endswith("by_age") else 0
            found[each["code"]] = young or each.get("population", 0)
    if place in found:
        return float(found[place])
    joined = {
        code
        for code, area in AREAS.items()
        if area["successor_code"] == place and area["in_april_2021"] == "true"
    }
    editions = [councils_of(place, "in_april_2021"), councils_of(place, "in_april_2024"), joined]
    for parts in editions[:1] if contract.endswith("by_age") else editions:
        if parts and parts <= set(found):
            return float(sum(found[code] for code in parts))
    return None


def severity_score(sent: Sent) -> Iterator[Row]:
    for each in sent.get("ons.crime_severity_score", ()):
        if each["offence_group"] == "Total recorded crime" and each["severity_score"] is not None:
            yield row(
                CODES[each["code"]],
                year_to(each["year_ending"]),
                "ONS Crime Severity Score",
                value=each["severity_score"],
            )


def weights(sent: Sent) -> dict[str, float]:
    found: dict[str, set[float]] = defaultdict(set)
    for each in sent.get("ons.severity_weights", ()):
        found[each["code_original"]].add(each["weight"])
    return {code: next(iter(different)) for code, different in found.items() if len(different) == 1}


def casualty(sent: Sent) -> Iterator[Row]:
    for each in sent.get("stats19.casualties", ()):
        span = month_of(each["date"])
        councils = councils_named(each["area_name"])
        for place in councils | {AREAS[council]["force_code"] for council in councils}:
            yield row(
                place, span, "STATS19", severity=each["casualty_severity"].lower(), mode=each["mode"], n=1
            )


def casualty_held(sent: Sent) -> Iterator[Row]:
    hurt: dict[str, set[date]] = defaultdict(set)
    for each in sent.get("stats19.casualties", ()):
        for council in councils_named(each["area_name"]):
            hurt[council].add(each["date"].replace(day=1))
    held: dict[str, set[date]] = defaultdict(set)
    for council, at in hurt.items():
        force = AREAS[council]["force_code"]
        beside = {day for other, days in hurt.items() if AREAS[other]["force_code"] == force for day in days}
        held[council] = {day for day in beside if min(at) <= day <= max(at)}
    for council, days in held.items():
        for day in days:
            yield row(council, month_of(day), "STATS19")
    for force in {AREAS[council]["force_code"] for council in held}:
        for day in set.intersection(*(held[council] for council in councils_of(force, "in_april_2024"))):
            yield row(force, month_of(day), "STATS19")


def reoffending_cohort(sent: Sent) -> Iterator[Row]:
    for each in sent.get("moj.reoffending", ()):
        counts = {name: each[name] for name in ("offenders", "reoffenders", "reoffences")}
        yield row(BOTH, months(each["start"], 12), "MoJ proven reoffending", **counts)


def reoffending_by_offence(sent: Sent) -> Iterator[Row]:
    for each in sent.get("moj.reoffending_by_offence", ()):
        value = None if each["proportion"] is None else 100 * each["proportion"]
        span = year_to(each["year_ending"])
        source = "MoJ proven reoffending by index offence"
        yield row(BOTH, span, source, age=each["age"], index_offence=each["index_offence"], value=value)


def youth_cohort(sent: Sent) -> Iterator[Row]:
    measures = {"Number of children in cohort": "children", "Number of reoffenders": "reoffenders"}
    measures["Number of reoffences"] = "reoffences"
    for contract, words, sex, offence in (
        ("yjb.reoffending_by_sex", "YJB by sex", "gender", ""),
        ("yjb.reoffending_by_offence", "YJB by offence", "", "offence"),
    ):
        for each in sent.get(contract, ()):
            length = each["period_length"]
            span = span_to(each["end_period_year"], each["end_period_month"], length)
            cells = {
                "sex": each.get(sex),
                "index_offence": each.get(offence),
                measures[each["measure"]]: each["count"],
            }
            yield row(BOTH, span, f"{words}, {length.lower()}s", **cells)


def first_time_entrant(sent: Sent) -> Iterator[Row]:
    for each in sent.get("yjb.first_time_entrants", ()):
        if each["period_length"] == "Year":
            place = "E12000005" if each["level"] == "West Midlands" else CODES[each["level"]]
            span = span_to(each["end_period_year"], each["end_period_month"], "Year")
            yield row(place, span, "YJB first-time entrants", n=each["count"])


def youth_custody(sent: Sent) -> Iterator[Row]:
    for each in sent.get("yjb.disposals", ()):
        if each["period_length"] == "Year" and each["disposal_type"] == "Custody":
            span = span_to(each["end_period_year"], "March", "Year")
            yield row(CODES[each["level"]], span, "YJB disposals", disposal=each["disposal"], n=each["count"])


def police_officer(sent: Sent) -> Iterator[Row]:
    by_year: dict[int, dict[str, float]] = defaultdict(dict)
    for each in sent.get("home_office.police_officers", ()):
        if each["force_name"] in CODES:
            by_year[each["year"]][CODES[each["force_name"]]] = each["officers"]
    for year, officers in by_year.items():
        for place in {place for force in officers for place in WIDER[force]}:
            forces = {place} if place == BTP else forces_of(place) - {BTP}
            if forces <= set(officers):
                n = sum(officers[force] for force in forces)
                yield row(place, year_to(date(year, 3, 1)), "Home Office police workforce", n=n)


def survey_total(sent: Sent) -> Iterator[Row]:
    for each in sent.get("ons.crime_survey", ()):
        if (each["sex"], each["age"], each["characteristic_var"]) != ("All adults", "16+", "Total"):
            continue
        if each["estimate"] is None:
            continue
        p, error, n = each["estimate"], each["standard_error"], each["unweighted_count"]
        yield row(
            CODES[each["geography"]],
            year_to(date(each["year"], 3 * each["quarter"], 1)),
            "Crime Survey for England and Wales",
            question=each["measurement_var"],
            value=100 * p,
            n=n,
            design_effect=error**2 / (p * (1 - p) / n) if 0 < p < 1 and n and error is not None else None,
        )


def stop_search(sent: Sent) -> Iterator[Row]:
    for each in sent.get("police_uk.stop_and_search", ()):
        names = ("type", "self_defined_ethnicity", "officer_defined_ethnicity", "outcome", "object_of_search")
        cells = {name: each.get(name) for name in names}
        yield row(
            CODES[each["_place"]], month_of(date.fromisoformat(each["date"][:10])), POLICE_UK, n=1, **cells
        )


def series(sent: Sent, name: str, *, whole: bool) -> Iterator[Row]:
    """What partners returned for a measure; ``whole`` leaves out rows without a denominator."""
    for each in sent.get("local.series", ()):
        if (
            each["measure"] != name
            or each["place"] not in CODES
            or (whole and each.get("denominator") is None)
        ):
            continue
        text = each["period"]
        if "Q" in text:
            span, form = months(date(int(text[:4]), 3 * int(text[-1]) - 2, 1), 3), "quarter"
        elif "/" in text:
            span, form = months(date(int(text[:4]), 4, 1), 12), "financial year"
        elif "-" in text:
            span, form = month_of(month_given(text)), "month"
        else:
            span, form = months(date(int(text), 1, 1), 12), "calendar year"
        effect = re.search(r"deff *= *([0-9]+(\.[0-9]+)?)", each.get("note") or "")
        yield row(
            CODES[each["place"]],
            span,
            f"partner return from {each.get('_sender', 'partner return')}, by {form}",
            numerator=each["numerator"],
            denominator=each.get("denominator"),
            design_effect=float(effect[1]) if effect else 1.0,
        )
