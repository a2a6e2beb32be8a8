"""Number the faulty rows of a file by the reader's own count, where that count is to be trusted.

It is where each line after the header is one row: rows made out and rows rejected then add up to the
lines. Blank lines and cells broken over lines spoil the sum, and the file is read line by line.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from desist.contracts.rules import faulty_rows
from desist.intake.aside import Fault, set_aside
from desist.intake.checking import Checked, Checking, as_contract, cell_names, csv_source
from desist.intake.table_file import TableFile
from desist.store.engine import NotATable

# A row's line is its number, the header, and as many rejected lines as stand before it.
_FAULTS = """
    with broken as (
        select line, row_number() over (order by line) - 1 as n
        from (select distinct line::bigint as line from reject_errors)),
    steps as (select line - 2 - n as before, max(n) + 1 as skipped from broken group by before)
    select line, 1, why from (
        select _row + 1 + coalesce(skipped, 0) as line, _why as why
        from faulty asof left join steps on _row > before
        union all select line, null from broken)
    order by line"""


def check_by_number(checking: Checking, file: TableFile, accepted: int) -> Checked | None:
    """Set the faulty rows of a file aside by their lines; None where lines and rows do not add up.

    ``accepted`` rows of the file have come through the quick pass already.
    """
    engine = checking.engine
    options = "header=true, store_rejects=true"
    read = csv_source([file.text.path], cell_names(file), file.header.delimiter, options)
    source = f"(select {as_contract(checking.contract, file)}, row_number() over () as _row from {read})"
    try:
        with _tables(checking):
            found = faulty_rows(checking.contract, source, file.reading, "_row")
            with engine.in_order():
                engine.run(f"create temp table faulty as {found}")
            faulty = int(engine.one("select count(*) from faulty"))
            broken = int(engine.one("select count(distinct line) from reject_errors"))
            if accepted + faulty + broken != file.most_rows:
                return None
            faults = (Fault(*row) for row in engine.stream(_FAULTS))
            if set_aside(checking, file, faults) != faulty + broken:
                return None
    except NotATable:
        return None
    aside = faulty + broken
    return Checked(file=file, rows_read=accepted + aside, accepted=accepted, quarantined=aside)


@contextmanager
def _tables(checking: Checking) -> Iterator[None]:
    try:
        yield
    finally:
        for name in ("faulty", "reject_errors", "reject_scans"):
            checking.engine.run(f"drop table if exists {name}")
