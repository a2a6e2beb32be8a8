"""Small criminal histories for tests: made-up offences, sent as rows and followed up by the queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from tests.reference.reoffending.rules import Offence, Offender

HOME = "E23000008"
CAUTION, FINE, ORDER, CUSTODY = "caution", "fine", "community_order", "custody"
BORN = date(1990, 6, 15)


def offence(
    person: str,
    committed: str,
    proven: str,
    disposal: str = FINE,
    *,
    released: str = "",
    code: str = "00500",
    born: date = BORN,
) -> Offence:
    """One proven offence; dates as 2015-12-31."""
    return Offence(
        person=person,
        born=born,
        code=code,
        committed=date.fromisoformat(committed),
        proven=date.fromisoformat(proven),
        disposal=disposal,
        released=date.fromisoformat(released) if released else None,
    )


def as_rows(offences: Iterable[Offence]) -> list[dict[str, Any]]:
    """The offences as rows of the contract criminal_history."""
    return [
        {
            "person_ref": each.person,
            "date_of_birth": each.born,
            "sex": "F" if each.person < "m" else "M",
            "offence_code": each.code,
            "offence_date": each.committed,
            "proof_date": each.proven,
            "disposal": each.disposal,
            "release_date": each.released,
        }
        for each in offences
    ]


COLUMNS = (
    "person_id, cohort_months, period_start, index_date, disposal, index_offence_code, age, "
    "previous_offences, reoffences, first_reoffence_date"
)


def as_offender(row: Mapping[str, Any]) -> Offender:
    """One row of a query of offenders, in the words of the slow truth."""
    return Offender(
        person=row["person_id"],
        months=row["cohort_months"],
        start=row["period_start"],
        index_date=row["index_date"],
        disposal=row["disposal"],
        code=row["index_offence_code"],
        age=row["age"],
        previous=row["previous_offences"],
        reoffences=row["reoffences"],
        first_reoffence=row["first_reoffence_date"],
    )
