"""Who is in a managed cohort, such as Integrated Offender Management, on a day."""

from __future__ import annotations

from datetime import date

from desist.quarter.reader import Reader
from desist.vocabulary.mistake import OperatorMistake, nearest


def members_of(reader: Reader, scheme: str, as_at: date) -> frozenset[str]:
    """Who is in a managed cohort on a day. Raises OperatorMistake for a scheme of which nobody is held."""
    rows = reader.ask("select person_ref, scheme, entry_date, exit_date from local_cohort_membership")
    known = sorted({row["scheme"] for row in rows})
    if scheme not in known:
        raise OperatorMistake(
            f"No stay in a scheme called '{scheme}' is held.",
            hint=nearest(scheme, known)
            or (f"There are: {', '.join(known)}." if known else "Load local.cohort_membership."),
        )
    return frozenset(
        row["person_ref"]
        for row in rows
        if row["scheme"] == scheme
        and row["entry_date"] <= as_at
        and (row["exit_date"] is None or row["exit_date"] >= as_at)
    )
