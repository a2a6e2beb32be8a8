"""A measure's definition is printed whole: its query and every record that the query is built on."""

from __future__ import annotations

from desist.measures.catalogue import measure
from desist.measures.definition import built_on, rows_sql


def test_every_table_comes_after_those_it_reads() -> None:
    whole = built_on(rows_sql(measure("proven_reoffending_rate").of))
    seen: set[str] = set()
    for name, sql in whole.items():
        assert set(built_on(sql)) <= seen, name
        seen.add(name)
    assert {"offenders_followed_up", "proven_offence", "index_event", "disposal_kind"} <= seen


def test_a_word_that_is_no_table_is_not_taken_for_one() -> None:
    sql = "-- taken from person and join series\nselect r.disposal_kind as age_band\nfrom population as r"
    assert list(built_on(sql)) == ["population"]


def test_a_record_of_its_own_is_built_on_nothing_else() -> None:
    assert built_on("select * from age_band") == {"age_band": built_on("select * from age_band")["age_band"]}
