"""The official figure of proven reoffending that is held for a place and a cohort."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from desist.measures.reoffending.reconciled import Counted
from desist.quarter.reader import Reader
from desist.records.places import printed_name
from desist.vocabulary import reference
from desist.vocabulary.mistake import OperatorMistake
from desist.vocabulary.period import Period

CONTRACT = "moj.reoffending_by_area"


@dataclass(frozen=True, kw_only=True)
class Official:
    """The published counts, the day on which the Ministry drew its data where it is known, and who sent it.

    Where an annual figure is added up from its quarters, the day is the latest of theirs.
    """

    counted: Counted
    extracted_on: date | None
    sender: str


def official_figure(reader: Reader, place: str, period: Period) -> Official:
    """The figure published for just this cohort, or else the sum of the 3-month cohorts that make it up.

    ``place`` is a code. Raises OperatorMistake where neither is held.
    """
    rows = [
        row
        for row in reader.ask("select * from moj_reoffending_by_area order by cohort_start")
        if _code(row["area"]) == place
    ]
    whole = [row for row in rows if (row["cohort_start"], row["cohort_end"]) == (period.start, period.end)]
    parts = [
        row
        for row in rows
        if period.start <= row["cohort_start"]
        and row["cohort_end"] <= period.end
        and Period(row["cohort_start"], row["cohort_end"]).months == 3
    ]
    chosen = whole[:1] or (parts if _whole(parts, period) else [])
    if not chosen:
        held = ", ".join(str(Period(row["cohort_start"], row["cohort_end"])) for row in rows)
        name = printed_name(place)
        raise OperatorMistake(
            f"No official figure of proven reoffending is held for {name}, {period}.",
            hint=f"Held for {name}: {held}." if held else f"Load it as {CONTRACT}: one row for each cohort.",
        )
    days = [row["extracted_on"] for row in chosen if row["extracted_on"] is not None]
    return Official(
        counted=Counted(
            offenders=sum(row["offenders"] for row in chosen),
            reoffenders=sum(row["reoffenders"] for row in chosen),
            reoffences=sum(row["reoffences"] for row in chosen),
        ),
        extracted_on=max(days) if len(days) == len(chosen) else None,
        sender=chosen[0]["_sender"],
    )


def _code(written: str) -> str:
    """The code of an area as it is written; empty where no such place is known."""
    try:
        return reference.place(written).code
    except OperatorMistake:
        return ""


def _whole(parts: Sequence[dict[str, Any]], period: Period) -> bool:
    """Whether 3-month cohorts follow one another from the first day to the last."""
    due = period.start
    for row in parts:
        if row["cohort_start"] != due:
            return False
        due = row["cohort_end"] + timedelta(days=1)
    return due == period.end + timedelta(days=1)
