"""Check one file row by row: slower than the quick pass, and able to name the line of any row."""

from __future__ import annotations

import csv
from pathlib import Path

from desist.contracts.cells import text
from desist.contracts.rules import Keyed, accepted_rows, faulty_rows
from desist.intake.aside import Fault, set_aside
from desist.intake.checking import Checked, Checking, as_contract, as_stored, cell_names, csv_source
from desist.intake.lines import read_rows
from desist.intake.table_file import TableFile
from desist.store.engine import copy_to_parquet

EVERY = 100_000  # rows between two words of progress


def check_by_line(checking: Checking, file: TableFile, target: Path) -> Checked:
    """Write a file's accepted rows to ``target`` and set the others aside with their lines."""
    sha = file.landed.sha256
    numbered, unreadable = (
        checking.staging / f"{sha}_numbered.csv",
        checking.staging / f"{sha}_unreadable.csv",
    )
    read = _number(checking, file, numbered, unreadable)
    names = ["_line", "_span", *cell_names(file)]
    cells = csv_source([numbered], names, file.header.delimiter, "header=false")
    source = f"(select {as_contract(checking.contract, file)}, _line, _span from {cells})"
    keyed = Keyed(
        place=text(file.place) if file.place else "", period=text(file.period) if file.period else ""
    )
    rows = accepted_rows(checking.contract, source, file.reading, "_line", keyed)
    accepted = copy_to_parquet(checking.engine, as_stored(checking, rows, text(sha)), target)
    broken = csv_source([unreadable], ["_line", "_span", "_why"], ",", "header=false")
    faulty = faulty_rows(checking.contract, source, file.reading, "_line, _span")
    listed = f"""
        select _line::bigint as line, _span::int, _why
        from (select * from ({faulty}) union all select * from {broken}) order by line"""
    quarantined = set_aside(checking, file, (Fault(*row) for row in checking.engine.stream(listed)))
    if accepted + quarantined != read:
        raise AssertionError(f"{read} rows read, {accepted} accepted, {quarantined} set aside")
    return Checked(file=file, rows_read=read, accepted=accepted, quarantined=quarantined)


def _number(checking: Checking, file: TableFile, numbered: Path, unreadable: Path) -> int:
    """Write every readable row again after its line, and list the others; returns how many in all."""
    header = file.header
    # The engine takes one kind of line end, inside cells too.
    part, line_end = header.delimiter.encode(), file.text.shape.line_end
    rows = read_rows(
        file.text.path,
        delimiter=header.delimiter,
        width=len(header.cells),
        header=header.sent,
        after=header.last_line,
    )
    read = 0
    with numbered.open("wb") as good, unreadable.open("w", encoding="utf-8", newline="") as bad:
        listed = csv.writer(bad, quoting=csv.QUOTE_ALL, lineterminator="\n")
        for line, span, sent, why in rows:
            read += 1
            if why:
                listed.writerow([line, span, why])
            else:
                good.write(b"%d%b%d%b%b%b" % (line, part, span, part, sent.rstrip(b"\r\n"), line_end))
            if read % EVERY == 0:
                checking.progress(f"{file.landed.name}: line {line:,}")
    return read
