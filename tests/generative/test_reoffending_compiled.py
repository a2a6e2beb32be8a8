"""The compiled pass beside the queries: the same people, dates and counts to the digit, at every boundary."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desist.measures.reoffending.compiled.days import quarter_start
from tests.compiled_examples import LaidOut, counted, followed
from tests.generative.test_reoffending_follow_up import ANCHORS, CODES, histories, store
from tests.reference.reoffending.rules import Offence
from tests.reoffending_examples import as_rows

AREAS = ["E06000047", "Darlington", "Atlantis", None]
ETHNICITIES = ["White", "Asian", None]
COLUMNS = (
    "source, person_id, cohort_months, period_start, index_date, disposal, index_offence_code, "
    "previous_offences, reoffences, first_reoffence_date, first_proof_date"
)
listed = st.lists(
    st.tuples(st.sampled_from(CODES), st.sampled_from(ANCHORS), st.integers(0, 500)), max_size=3
)


def filled(offences: list[Offence], spans: Sequence[tuple[str, date, int]]) -> Any:
    """Records of these offences, of people in several areas, with a list of codes that never count."""
    rows = as_rows(offences)
    for row in rows:
        at = ord(row["person_ref"][0])
        row["area"], row["ethnicity"] = AREAS[at % 4], ETHNICITIES[at % 3]
    never = [
        {"offence_code": code, "reason": "breach", "valid_from": first, "valid_to": first + timedelta(days)}
        for code, first, days in spans
    ]
    return store().fill({"criminal_history": rows, "moj.offences_not_counted": never})


def in_order(rows: Any) -> list[tuple[Any, ...]]:
    return sorted((tuple(row.values()) for row in rows), key=repr)


@pytest.mark.parametrize(
    ("query", "each_disposal"), [("offenders_followed_up", False), ("offenders_by_disposal", True)]
)
@settings(max_examples=40)
@given(offences=histories(), spans=listed)
def test_everybody_is_followed_up_as_the_query_does(
    query: str, each_disposal: bool, offences: list[Offence], spans: list[tuple[str, date, int]]
) -> None:
    asking = filled(offences, spans)
    written = asking.ask(f"select {COLUMNS} from {query}")
    assert in_order(followed(LaidOut(asking.ask), each_disposal=each_disposal)) == in_order(written)


TABLES = [
    (),
    ("age_band",),
    ("source", "sex", "age_group", "index_offence_group"),
    ("ethnicity_self", "area", "previous_offences_band"),
    ("sex", "disposal"),
]


@pytest.mark.parametrize(
    ("query", "each_disposal"), [("offenders_followed_up", False), ("offenders_by_disposal", True)]
)
@settings(max_examples=15)
@given(offences=histories(), spans=listed)
def test_every_cell_holds_what_the_query_sums(
    query: str, each_disposal: bool, offences: list[Offence], spans: Any
) -> None:
    asking = filled(offences, spans)
    rows = asking.ask(f"select o.*, d.reaches_to from {query} as o join data_reach as d using (source)")
    by_table = counted(LaidOut(asking.ask), TABLES, each_disposal=each_disposal)
    for table, lines in zip(TABLES, by_table, strict=True):
        found = {(line.months, quarter_start(line.quarter), *line.levels): line.sums for line in lines}
        assert found == summed(rows, table)


def summed(rows: list[dict[str, Any]], table: Sequence[str]) -> dict[tuple[Any, ...], tuple[int, ...]]:
    """What a table must hold, from the rows of the query."""
    found: dict[tuple[Any, ...], list[int]] = {}
    for row in rows:
        key = (row["cohort_months"], row["period_start"], *(row[name] for name in table))
        again, before = row["reoffences"], row["previous_offences"]
        added = (1, again > 0, again, again * again, before > 0, before, before * before)
        added = (*added, row["waiting_ends"] <= row["reaches_to"])
        found[key] = [sum(pair) for pair in zip(found.get(key, [0] * len(added)), added, strict=True)]
    return {key: tuple(sums) for key, sums in found.items()}
