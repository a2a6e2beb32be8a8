"""Check files against their contract: in one quick pass where all is well, line by line where not."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from desist.contracts.extract import Extract
from desist.contracts.rules import accepted_rows, faulty_rows, quoted, text
from desist.intake.lines import read_records
from desist.intake.table_file import TableFile
from desist.store.engine import Engine, copy_to_parquet, sql_list

Progress = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What came of one file: rows read = accepted + quarantined, always."""

    file: TableFile
    rows_read: int
    accepted: int
    quarantined: int


def provenance(sender: str, load: str, file: str) -> str:
    """SQL columns that say where a row came from; ``file`` is itself SQL."""
    return f"{text(sender)} as _sender, {text(load)} as _load, {file} as _file"


def shape(contract: type[Extract], rows: str, origin: str) -> str:
    """SQL: accepted rows with exactly the table's columns, in the table's order."""
    columns = ", ".join(quoted(rule.name) for rule in contract.columns)
    keys = "coalesce(_place::varchar, '') as _place, coalesce(_period::varchar, '') as _period"
    return f"select {columns}, {keys}, coalesce(_series::varchar, '') as _series, {origin} from ({rows})"


def quick_sql(contract: type[Extract], files: Sequence[TableFile], sender: str, load: str) -> str:
    """One query over many plain files of the same header that keeps only rows without a fault."""
    first = files[0]
    names = [f"c{at}" for at in range(len(first.header))]
    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in names)
    read = (
        f"read_csv({sql_list([each.text for each in files])}, columns={{{columns}}}, auto_detect=false, header=true, "
        f"delim={text(first.delimiter)}, quote='\"', escape='\"', ignore_errors=true, filename=true)"
    )
    source = f"(select {_as_contract(contract, first)}, filename from {read})"
    file = "split_part(parse_filename(filename), '_', 1)"
    rows = accepted_rows(contract, source, also="filename", given_period=first.period, given_place=first.place)
    return shape(contract, rows, provenance(sender, load, file))


def _as_contract(contract: type[Extract], file: TableFile) -> str:
    return ", ".join(
        f"{f'c{file.where[rule.name]}' if rule.name in file.where else 'null::varchar'} as {quoted(rule.name)}"
        for rule in contract.columns
    )


def check_lines(
    engine: Engine,
    contract: type[Extract],
    file: TableFile,
    *,
    sender: str,
    load: str,
    staging: Path,
    progress: Progress,
) -> tuple[Checked, Path, Path]:
    """Check one file line by line; returns the counts, the accepted and the quarantined rows.

    Slower than the quick pass, and the only one that can name the line of a bad row.
    """
    tidy = staging / f"{file.landed.sha256}_tidy.csv"
    faults = staging / f"{file.landed.sha256}_faults.csv"
    read, unreadable = _tidy(contract, file, tidy, faults, progress)
    names = ["_line", "_text", *(rule.name for rule in contract.columns)]
    columns = ", ".join(f"{text(name)}: 'VARCHAR'" for name in names)
    options = "auto_detect=false, header=false, delim=',', quote='\"', escape='\"', max_line_size=100000000"
    source = f"read_csv({sql_list([tidy])}, columns={{{columns}}}, {options})"
    good, bad = staging / f"{file.landed.sha256}_good.parquet", staging / f"{file.landed.sha256}_bad.parquet"
    origin = provenance(sender, load, text(file.landed.sha256))
    accepted = copy_to_parquet(
        engine, shape(contract, accepted_rows(contract, source, given_period=file.period, given_place=file.place), origin), good
    )
    broken = f"read_csv({sql_list([faults])}, columns={{'_line': 'VARCHAR', '_text': 'VARCHAR', '_why': 'VARCHAR'}}, {options})"
    listed = f"""select {text(file.landed.name)} as file, _line::bigint as line, _why as why, _text as sent, {text(file.landed.sha256)} as sha256
        from (select _line, _text, _why from {broken} union all
              select _line, _text, _why from ({faulty_rows(contract, source, also="_line, _text")})) order by line"""
    quarantined = copy_to_parquet(engine, listed, bad)
    if accepted + quarantined != read:
        raise AssertionError(f"{file.landed.name}: {read} rows read, {accepted} accepted, {quarantined} set aside")
    return Checked(file=file, rows_read=read, accepted=accepted, quarantined=quarantined), good, bad


def _tidy(
    contract: type[Extract], file: TableFile, tidy: Path, faults: Path, progress: Progress
) -> tuple[int, int]:
    """Write every readable record again with its line; records with the wrong cells go aside."""
    read = unreadable = 0
    width = len(file.header)
    places = [file.where.get(rule.name) for rule in contract.columns]
    with (
        tidy.open("w", encoding="utf-8", newline="") as good_file,
        faults.open("w", encoding="utf-8", newline="") as bad_file,
    ):
        good, bad = csv.writer(good_file), csv.writer(bad_file)
        for record in read_records(file.text, file.delimiter, file.encoding):
            if record.line <= file.header_line:
                continue
            read += 1
            if read % 100_000 == 0:
                progress(f"{file.landed.name}: line {record.line:,}")
            why = record.why
            if not why and len(record.cells) != width:
                why = f"The line has {len(record.cells)} cells; the header has {width}."
            if not why and record.cells == list(file.header):
                why = "The line repeats the header."
            if why:
                unreadable += 1
                bad.writerow([record.line, record.text, why])
            else:
                cells = [record.cells[at] if at is not None else "" for at in places]
                good.writerow([record.line, record.text, *cells])
    return read, unreadable
