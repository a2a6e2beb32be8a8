"""The reference microdata of sdcTable, an R package for protecting tables: no more cells are lost."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

from desist.confidentiality import protect
from desist.confidentiality.attack import attack
from desist.confidentiality.rules import usual_rules
from desist.confidentiality.table import Table, with_totals
from desist.vocabulary.mark import Mark


def test_region_by_gender_loses_no_more_cells_than_published(shared_data: Path) -> None:
    """sdcTable's manual: (A, female) is the one primary suppression, and three cells are lost beside it."""
    with (shared_data / "sdc" / "sdcTable_microdata1.csv").open(encoding="utf-8") as file:
        counted = Counter((row["region"], row["gender"]) for row in csv.DictReader(file))
    table = with_totals(
        Table(by=("region", "gender"), rows=tuple(counted), counts=tuple(map(float, counted.values())))
    )
    found = protect(table, usual_rules())
    hidden = {row for row, mark in zip(table.rows, found.marks, strict=True) if mark is Mark.CONFIDENTIAL}
    assert counted["A", "female"] == 2
    assert ("A", "female") in hidden
    assert (found.primary, found.secondary, found.proven) == (1, 3, True)
    assert attack(found) == []
