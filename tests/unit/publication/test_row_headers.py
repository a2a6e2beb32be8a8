"""Row headers are tagged where they are asked for, and nowhere else."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import typst

from desist.publication.row_headers import tag_row_headers
from tests.unit.publication.tag_tree import attribute, opened, tagged

TWO_TABLES = b"""
#set document(title: "T")
#table(columns: 2, table.header[a][b], [x], [1], [y], [2])
#table(columns: 2, table.header[c][d], [x], [1])
"""
BARE = typst.compile(TWO_TABLES, pdf_standards=["ua-1"], timestamp=datetime(2025, 1, 1, tzinfo=UTC))


def test_only_the_tables_that_have_row_headers_get_them() -> None:
    made = opened(tag_row_headers(BARE, [True, False]))
    scopes = [str(attribute(header, "/Scope")) for header in tagged(made, "/TH")]
    assert scopes == ["/Column", "/Column", "/Row", "/Row", "/Column", "/Column"]
    assert len(tagged(made, "/TD")) == 4


def test_a_number_names_its_column_and_its_row() -> None:
    made = opened(tag_row_headers(BARE, [True, True]))
    named = [[str(name) for name in attribute(cell, "/Headers") or ()] for cell in tagged(made, "/TD")]
    assert named == [["U1x1y0", "table-0-row-0"], ["U1x1y0", "table-0-row-1"], ["U2x1y0", "table-1-row-0"]]


def test_a_table_more_than_expected_is_a_bug() -> None:
    with pytest.raises(ValueError, match="holds 2 tables where 1 were expected"):
        tag_row_headers(BARE, [True])


def test_the_same_input_gives_the_same_bytes() -> None:
    assert tag_row_headers(BARE, [True, True]) == tag_row_headers(BARE, [True, True])
