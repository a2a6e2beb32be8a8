"""Link plain files as they are: whoever has a list of people can try it, with nothing set up."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from desist.linkage.cluster import cluster_of
from desist.linkage.columns import columns_of
from desist.linkage.fields import FIELDS, RECORD_ID, Kind
from desist.linkage.link import Links, Progress, link
from desist.store.engine import Engine, NotATable, sql_list
from desist.store.engine_choice import DUCKDB
from desist.vocabulary.mistake import OperatorMistake


@dataclass(frozen=True, kw_only=True)
class Linked:
    """What linking files gave: how many records and people, and how it was found."""

    records: int
    people: int
    fields: tuple[str, ...]
    links: Links


def link_files(
    files: Sequence[Path],
    given: Mapping[str, Sequence[str]],
    target: Path,
    *,
    scratch: Path,
    progress: Progress,
    memory: str = "2000MB",
    pairs_on: str = DUCKDB,
) -> Linked:
    """Link the records of CSV files and write ``record_id,person_id``, a line for each record in order.

    ``given`` says which columns hold which field; see `columns_of`. A record without an id of its own
    is named by its file and line. The target is written whole or not at all. Pairs are compared by DuckDB,
    or on a Spark cluster by its address, whose machines must then see the folder ``scratch``.
    """
    if target.exists() and not target.is_file():
        raise OperatorMistake(f"{target} is no file that could be replaced.", hint="Give --out another name.")
    if any(each.exists() and target.exists() and each.samefile(target) for each in files):
        raise OperatorMistake(
            f"{target} is a file that is read, and would be lost.", hint="Give --out another name."
        )
    engine = Engine(scratch=scratch, memory=memory)
    try:
        fields = _read(engine, files, given)
        cluster = cluster_of(pairs_on, scratch)
        found = link(engine, "given", fields, progress=progress, cluster=cluster)
        people = np.unique(found.people, return_inverse=True)[1]
        _write(engine, people, target)
        return Linked(records=len(people), people=int(people.max()) + 1, fields=fields, links=found)
    finally:
        engine.close()


def _read(engine: Engine, files: Sequence[Path], given: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Make the table `given`: record, record_id and every field, over all files in order."""
    parts: list[tuple[Path, dict[str, tuple[str, ...]]]] = []
    for path in files:
        if not path.is_file():
            raise OperatorMistake(f"There is no file {path}.", hint="Give the path of a CSV file.")
        parts.append((path, columns_of(_headings(path), given, path.name)))
    fields = tuple(name for name in FIELDS if any(name in columns for _, columns in parts))
    selects = [_select(path, columns, fields) for path, columns in parts]
    try:
        with engine.in_order():
            engine.run(
                "create table given as select row_number() over () - 1 as record, * "
                f"from ({' union all '.join(selects)})"
            )
    except NotATable as trouble:
        raise OperatorMistake(
            f"{', '.join(path.name for path in files)} cannot be read as CSV.",
            hint="Save as CSV with one heading row, every line with as many cells as the heading, in UTF-8.",
        ) from trouble
    twice = engine.one("select count(*) - count(distinct record_id) from given")
    if twice:
        raise OperatorMistake(
            f"{twice:,} records have the id of another record.",
            hint="Map record_id to a column that is different on every line of all files; or let each record "
            "be named by its file and line: --map record_id=none",
        )
    return fields


def _headings(path: Path) -> list[str]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as text:
            first = next(csv.reader(text), [])
    except UnicodeDecodeError as trouble:
        raise OperatorMistake(f"{path.name} is not UTF-8 text.", hint="Save it as CSV in UTF-8.") from trouble
    for sign, called in ((";", "semicolons"), ("\t", "tabs")):
        if len(first) == 1 and sign in first[0]:
            raise OperatorMistake(
                f"{path.name} parts its columns by {called}.", hint="Save it as CSV with commas first."
            )
    if not any(each.strip() for each in first):
        raise OperatorMistake(
            f"{path.name} has no heading row.", hint="Its first line must name the columns."
        )
    return first


def _select(path: Path, columns: Mapping[str, Sequence[str]], fields: Sequence[str]) -> str:
    held = _headings(path)
    typed = ", ".join(f"'c{at}': 'VARCHAR'" for at in range(len(held)))
    how = "header=false, skip=1, auto_detect=false, delim=',', quote='\"', null_padding=false"
    read = f"read_csv({sql_list([path])}, columns={{{typed}}}, {how})"
    place = {heading: f"trim(c{at})" for at, heading in enumerate(held)}
    given = columns.get(RECORD_ID)
    name = path.name.replace("'", "''")
    own = " || '-' || ".join(place[each] for each in given) if given else "null"
    line = f"'{name}:' || (row_number() over () + 1)"
    cells = [
        f"{_joined(field, [place[each] for each in columns[field]])} as {field}"
        if field in columns
        else f"null::varchar as {field}"
        for field in fields
    ]
    return f"(select coalesce({own}, {line}) as record_id, {', '.join(cells)} from {read})"


def _joined(field: str, cells: Sequence[str]) -> str:
    """Several columns as one value: the parts of a date with hyphens, anything else with blanks."""
    if len(cells) == 1:
        return f"nullif({cells[0]}, '')"
    sign = "-" if FIELDS[field].kind is Kind.DATE else " "
    return f"nullif(concat_ws('{sign}', {', '.join(f'''nullif({each}, '')''' for each in cells)}), '')"


def _write(engine: Engine, people: np.ndarray[tuple[int], np.dtype[np.int64]], target: Path) -> None:
    half = target.with_name(target.name + ".part")
    if not target.parent.is_dir():
        raise OperatorMistake(f"{target} cannot be written: there is no folder {target.parent}.")
    engine.keep_columns("people", {"record": np.arange(len(people)), "person": people + 1})
    place, width = str(half).replace("'", "''"), len(str(len(people)))
    try:
        with engine.in_order():
            engine.run(
                f"copy (select g.record_id, format('P{{:0{width}d}}', p.person) as person_id "
                "from given as g join people as p on p.record = g.record order by g.record) "
                f"to '{place}' (format csv, header)"
            )
        half.replace(target)
    except OSError as trouble:
        half.unlink(missing_ok=True)
        raise OperatorMistake(f"{target} cannot be written: {trouble.strerror}.") from trouble
