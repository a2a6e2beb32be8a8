"""How much harm the reoffending of a cohort did, how few people did most of it, and whether groups differ.

Source: METHODS 5.3. The weights come from the store, and every figure names the version it was made with.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from desist.measures.reoffending.cohort import LENGTHS
from desist.measures.reoffending.columns import Flags
from desist.measures.reoffending.harm import (
    Harmed,
    HarmFigures,
    Weights,
    harm_figures,
    harm_of_people,
    share_of_top,
)
from desist.measures.reoffending.harm_codes import days_by_recorded_code, days_by_subgroup
from desist.measures.reoffending.harm_compared import HarmCompared, compare_harm
from desist.partnership.office import SmallNumbers
from desist.quarter.reader import Reader
from desist.quarter.reoffending.people_followed import (
    ALL,
    BY_DISPOSAL,
    Followed,
    mature_period,
    people_followed,
    written,
)
from desist.quarter.reoffending.small_groups import mark_of, too_few
from desist.vocabulary.mark import Mark
from desist.vocabulary.mistake import OperatorMistake, nearest
from desist.vocabulary.period import Period

CAMBRIDGE, ONS = "cambridge", "ons"
INDICES = {CAMBRIDGE: "cambridge.harm_index", ONS: "ons.severity_weights"}
POWER_FEW = (5, 10, 20)
CURVE_POINTS = 101


@dataclass(frozen=True, kw_only=True)
class HarmRow:
    """One group's harm, and how it differs from everybody else's; [c] where too few people are in it."""

    level: str
    people: int
    mark: Mark
    why: str = ""
    figures: HarmFigures | None = None
    power_few: Mapping[int, float | None] | None = None
    against_rest: HarmCompared | None = None


@dataclass(frozen=True, kw_only=True)
class Harm:
    """The harm of the reoffences of a period's cohorts, everybody first, then each level of ``by``.

    ``spread`` is the percent of all harm done by the top percents of people from 0 to 100, for the curve;
    ``unweighted`` counts the reoffences whose code the index does not weigh.
    """

    place: str
    period: Period
    source: str
    reaches_to: date
    by: str
    index: str
    version: str
    rows: tuple[HarmRow, ...]
    unweighted: Mapping[str, int]
    spread: tuple[float, ...]


def harm(
    reader: Reader,
    place: str,
    *,
    rule: SmallNumbers,
    start: str = "",
    end: str = "",
    by: str = "",
    index: str = "",
    seed: int = 1,
) -> Harm:
    """Add up the harm of the proven reoffences of mature cohorts, by a breakdown if one is asked for.

    ``index`` is cambridge or ons (the one that is loaded, Cambridge first). The cohort is that of a quarter
    or of twelve months, in which everybody counts once.
    """
    period = mature_period(reader, start, end)
    months = period.months or 0
    if months not in LENGTHS:
        raise OperatorMistake(
            f"Harm is added up for a quarter or a year, and {period} is neither.",
            hint="In both everybody counts once, so that nobody's harm counts twice.",
        )
    people = people_followed(reader, place, period, months=months)
    offences = reoffences_of(reader, people)
    weights = weights_held(reader, index, [code for _, code in offences])
    done = harmed(people, offences, weights)
    rows = [_row(ALL, done, people.everybody(), by, rule, seed)]
    if by:
        # By disposal a person counts once for each kind received, so everybody is counted apart.
        parts = people_followed(reader, place, period, by=[by], months=months)
        own = harmed(parts, reoffences_of(reader, parts), weights)
        rows += [_row(level, own, chosen, by, rule, seed) for level, chosen in parts.groups(by).items()]
    if rows[0].mark is Mark.CONFIDENTIAL:
        raise OperatorMistake(
            f"The cohorts of {period} in {people.place} are too small. {rows[0].why}",
            hint="Ask for a longer period or a wider place.",
        )
    return Harm(
        place=people.place,
        period=period,
        source=people.source,
        reaches_to=people.reaches_to,
        by=by,
        index=index or _index_held(reader),
        version=weights.version,
        rows=tuple(rows),
        unweighted=done.unweighted,
        spread=tuple(share_of_top(done.days, at) or 0.0 for at in range(CURVE_POINTS)),
    )


def weights_held(reader: Reader, index: str, codes: Iterable[str]) -> Weights:
    """The days of each offence code by an index that is loaded, with the file and version it came from.

    Raises OperatorMistake for an index that nobody knows or that is not loaded.
    """
    if index and index not in INDICES:
        raise OperatorMistake(
            f"There is no harm index '{index}'.",
            hint=nearest(index, list(INDICES)) or "Use cambridge or ons.",
        )
    chosen = index or _index_held(reader)
    contract = INDICES[chosen]
    if contract not in reader.versions:
        raise OperatorMistake(
            f"Harm cannot be weighed: {contract} is not loaded.", hint=f"Use 'desist load {contract} FILE'."
        )
    distinct = sorted(set(codes))
    version = _version(reader, contract)
    if chosen == CAMBRIDGE:
        rows = reader.ask("select subgroup, median_days as days from cambridge_harm_index")
        days = days_by_subgroup(distinct, {row["subgroup"]: float(row["days"]) for row in rows})
        return Weights(
            version=f"Cambridge Crime Harm Index, middle offence of each subgroup, {version}", days=days
        )
    rows = reader.ask("select offence_code, weight as days from severity_weight")
    days = days_by_recorded_code(distinct, {row["offence_code"]: float(row["days"]) for row in rows})
    return Weights(version=f"ONS severity weights, {version}", days=days)


def _index_held(reader: Reader) -> str:
    held = [name for name, contract in INDICES.items() if contract in reader.versions]
    if not held:
        raise OperatorMistake(
            "Harm cannot be weighed: no index of harm is loaded.",
            hint="Use 'desist load cambridge.harm_index FILE' or 'desist load ons.severity_weights FILE'.",
        )
    return held[0]


def _version(reader: Reader, contract: str) -> str:
    files = reader.inputs(contract)
    named = ", ".join(dict.fromkeys(file.name for file in files))
    return f"{named} (version {reader.versions[contract]} of the table)"


def reoffences_of(reader: Reader, people: Followed) -> list[tuple[int, str]]:
    """Each proven reoffence: where its person stands among the people, and its code."""
    rows = reader.ask(f"with {people.asked_sql()}\nselect * from (\n{written('reoffences_of_offenders')}\n)")
    at = people.keys()
    return [
        (at[(row["person_id"], row["period_start"], row["disposal"])], row["offence_code"]) for row in rows
    ]


def harmed(people: Followed, offences: list[tuple[int, str]], weights: Weights) -> Harmed:
    """The harm that each of the people did."""
    who = np.array([at for at, _ in offences], dtype=np.int64)
    return harm_of_people(people.people, who, [code for _, code in offences], weights)


def _row(level: str, done: Harmed, chosen: Flags, by: str, rule: SmallNumbers, seed: int) -> HarmRow:
    count = int(chosen.sum())
    mark = mark_of(count, rule)
    if mark is Mark.CONFIDENTIAL:
        return HarmRow(level=level, people=count, mark=mark, why=too_few(count, rule))
    own = _part(done, chosen)
    rest = ~chosen
    # A person who received two kinds of disposal stands in both groups, so those are not compared.
    comparable = level != ALL and by != BY_DISPOSAL and min(count, int(rest.sum())) >= rule.unreliable_below
    return HarmRow(
        level=level,
        people=count,
        mark=mark,
        figures=harm_figures(own),
        power_few={percent: share_of_top(own.days, percent) for percent in POWER_FEW},
        against_rest=compare_harm(own, _part(done, rest), seed=seed) if comparable else None,
    )


def _part(done: Harmed, chosen: Flags) -> Harmed:
    """The harm of some of the people. Which codes have no weight is known of all of them only."""
    whole = bool(chosen.all())
    return Harmed(
        version=done.version,
        days=done.days[chosen],
        worst=done.worst[chosen],
        offences=done.offences[chosen],
        unweighted=done.unweighted if whole else {},
    )
