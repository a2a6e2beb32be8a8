"""The compiled pass beside the queries: the same people, dates and counts to the digit, at every boundary."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desist.measures.reoffending.compiled.days import quarter_start
from tests.compiled_examples import LaidOut, counted, followed
from tests.generative.test_reoffending_follow_up import ANCHORS, CODES, histories, store
from tests.made_up import MadeUp
from tests.reference.reoffending.rules import Offence
from tests.reoffending_examples import HOME, as_rows

AREAS = ["E06000047", "Darlington", "Atlantis", None]
ETHNICITIES = ["White", "Asian", None]
COLUMNS = (
    "source, person_id, cohort_months, period_start, index_date, disposal, index_offence_code, "
    "previous_offences, reoffences, first_reoffence_date, first_proof_date"
)
listed = st.lists(
    st.tuples(st.sampled_from(CODES), st.sampled_from(ANCHORS), st.integers(0, 500)), max_size=3
)


@cache
def linked_store() -> MadeUp:
    return MadeUp(home=[HOME], links=True)


# Whether a row is under the person's second reference, and whether the two are linked, row by row in turn.
SECOND = st.lists(st.booleans(), min_size=1, max_size=9)
LINKED = st.lists(st.booleans(), min_size=1, max_size=4)


def filled_linked(
    offences: list[Offence],
    spans: Sequence[tuple[str, date, int]],
    second: list[bool],
    together: list[bool],
) -> Any:
    """The same rows, some of them under other references, some of those known to be the same person.

    Some rows come twice, once under each reference; some references are linked to somebody else.
    """
    rows = rows_in_areas(offences)
    refs = sorted({row["person_ref"] for row in rows})
    for at, row in enumerate(list(rows)):
        if second[at % len(second)]:
            rows.append({**row, "person_ref": f"{row['person_ref']}'s other"})
            if at % 2:
                rows.remove(row)
    links = []
    for at, ref in enumerate(refs):
        if together[at % len(together)]:
            person = f"P{at // 2 if len(together) > 2 else at:08d}"
            links += [{"person_ref": each, "person_id": person} for each in (ref, f"{ref}'s other")]
    return linked_store().fill(
        {
            "criminal_history": rows,
            "moj.offences_not_counted": never_counted(spans),
            "linkage.person_link": links,
        }
    )


def filled(offences: list[Offence], spans: Sequence[tuple[str, date, int]]) -> Any:
    """Records of these offences, of people in several areas, with a list of codes that never count."""
    return store().fill(
        {"criminal_history": rows_in_areas(offences), "moj.offences_not_counted": never_counted(spans)}
    )


def rows_in_areas(offences: list[Offence]) -> list[dict[str, Any]]:
    rows = as_rows(offences)
    for row in rows:
        at = ord(row["person_ref"][0])
        row["area"], row["ethnicity"] = AREAS[at % 4], ETHNICITIES[at % 3]
    return rows


def never_counted(spans: Sequence[tuple[str, date, int]]) -> list[dict[str, Any]]:
    return [
        {"offence_code": code, "reason": "breach", "valid_from": first, "valid_to": first + timedelta(days)}
        for code, first, days in spans
    ]


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


@settings(max_examples=40)
@given(offences=histories(), spans=listed, second=SECOND, together=LINKED)
def test_persons_behind_several_references_are_followed_up_as_the_query_does(
    offences: list[Offence], spans: list[tuple[str, date, int]], second: list[bool], together: list[bool]
) -> None:
    asking = filled_linked(offences, spans, second, together)
    written = asking.ask(f"select {COLUMNS} from offenders_followed_up")
    assert in_order(followed(LaidOut(asking.ask))) == in_order(written)


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
