"""A cohort of children at 3, 6, 9 and 12 months: how many reoffended, live while time runs, then final.

Cohorts as youth offending teams make them: children whose outcome came in three months. Source: METHODS 4.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desist.measures.catalogue import CATALOGUE
from desist.measures.definition import rows_sql
from desist.quarter.made_up import is_made_up
from desist.quarter.reader import Reader
from desist.records.places import printed_name
from desist.vocabulary.mistake import OperatorMistake
from desist.vocabulary.period import Period
from desist.vocabulary.reading import Reading

AGES = (3, 6, 9, 12)


@dataclass(frozen=True, kw_only=True)
class AtAge:
    """One cohort at one age: its reading, how many children have reached it and the wait, their reoffences.

    ``final`` is false while any child can still be found to have reoffended by that age.
    """

    months: int
    reading: Reading
    matured: int
    reoffences: int

    @property
    def final(self) -> bool:
        """Whether every child has reached the age and the wait after it."""
        return self.reading.denominator is not None and self.matured == self.reading.denominator


@dataclass(frozen=True, kw_only=True)
class YouthCohorts:
    """Each cohort of children of a place at each age; the place says so where they were made up."""

    place: str
    source: str
    by: str
    cohorts: Mapping[Period, Sequence[AtAge]]


def youth_cohorts(reader: Reader, place: str, periods: Sequence[Period], *, by: str = "") -> YouthCohorts:
    """Each cohort of three months at each age, for every level of ``by`` where one is asked for.

    Raises OperatorMistake where there is no cohort, which means that no outcome of a child is held there.
    """
    if not periods:
        raise OperatorMistake(
            f"No outcome of a child is held in {printed_name(place)}, so there is no cohort of children.",
            hint="Load youth.outcomes and police.people, with courts.proven_offences or criminal_history.",
        )
    found: dict[Period, list[AtAge]] = {period: [] for period in periods}
    for months in AGES:
        measure = CATALOGUE[f"local_youth_reoffending_{months}_months"]
        counts = _counts(reader, measure.of, place, by)
        for reading in reader.read(measure, [place], periods, by=[by] if by else []):
            matured, reoffences = counts.get(
                (reading.period.start, reading.source, reading.breakdown.get(by, "")), (0, 0)
            )
            found[reading.period].append(
                AtAge(months=months, reading=reading, matured=matured, reoffences=reoffences)
            )
    readings = [each.reading for ages in found.values() for each in ages]
    made_up = is_made_up(reader, CATALOGUE[f"local_youth_reoffending_{AGES[-1]}_months"])
    return YouthCohorts(
        place=f"{printed_name(place)} (synthetic)" if made_up else printed_name(place),
        source=", ".join(dict.fromkeys(each.source for each in readings if each.source)),
        by=by,
        cohorts=found,
    )


def _counts(reader: Reader, rows: str, place: str, by: str) -> dict[tuple[object, str, str], tuple[int, int]]:
    level = f"r.{by}" if by else "''"
    answered = reader.ask(
        f"select r.period_start, r.source, {level} as level, count(*) filter (where r.matured) as matured, "
        f"sum(r.reoffences) as reoffences from (\n{rows_sql(rows)}\n) as r where r.place = '{place}' "
        f"group by r.period_start, r.source, {level}"
    )
    return {
        (row["period_start"], row["source"], str(row["level"])): (
            int(row["matured"]),
            int(row["reoffences"]),
        )
        for row in answered
    }
