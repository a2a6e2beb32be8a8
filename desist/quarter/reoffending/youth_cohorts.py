"""A cohort of children at 3, 6, 9 and 12 months: how many reoffended, live while time runs, then final.

Cohorts as youth offending teams make them: children whose outcome came in three months. Source: METHODS 4.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desist.measures.catalogue import CATALOGUE
from desist.measures.definition import rows_sql
from desist.quarter.reader import Reader
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


def youth_cohorts(
    reader: Reader, place: str, periods: Sequence[Period], *, by: str = ""
) -> dict[Period, list[AtAge]]:
    """Each cohort of three months at each age, for every level of ``by`` where one is asked for."""
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
    return found


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
