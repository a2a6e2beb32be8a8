"""Which tables of a printed report a page break has torn so that a single row or the notes stand alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

# So many rows of a table stand together at the least, above a page break and below it.
FEWEST = 2


def torn_badly(begins: Iterable[tuple[str, int, int]]) -> list[str]:
    """The tables of which some page holds fewer rows than FEWEST and another page the rest, first come first.

    ``begins`` has, in the order of the report, the table and page of each row, with a 1, and of what stands
    beneath the rows, with a 0.
    """
    rows: dict[str, Counter[int]] = {}
    for table, page, count in begins:
        rows.setdefault(table, Counter())[page] += count
    return [table for table, pages in rows.items() if len(pages) > 1 and min(pages.values()) < FEWEST]
