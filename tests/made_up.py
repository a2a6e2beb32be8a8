"""A store in memory, of made-up rows: what a measure reads when nothing else is there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from desist.contracts.catalogue import CONTRACTS
from desist.contracts.column import KINDS
from desist.contracts.extract import Extract
from desist.measures.catalogue import measure
from desist.measures.read import read
from desist.quarter.asking import Asking
from desist.quarter.linked import LINK, linked
from desist.records.places import printed_name, written_places
from desist.vocabulary import reference
from desist.vocabulary.period import Period
from desist.vocabulary.reading import Reading

Row = Mapping[str, Any]


class MadeUp:
    """The accepted rows of some extracts, as dictionaries by contract; what is left out is null.

    A row may also say ``_period``, where a file's name says it, ``_place`` and ``_sender``. With ``links``
    persons are read by the links that are filled in.
    """

    def __init__(self, home: Sequence[str] = (), *, links: bool = False) -> None:
        self._duck = duckdb.connect(":memory:", config={"threads": 1})
        self._duck.execute("set TimeZone = 'UTC'")
        for name in reference.TABLES:
            columns = ", ".join(f"'{column}': '{kind}'" for column, kind in reference.TABLES[name].items())
            path = reference.table_path(name)
            self._duck.execute(
                f"create table ref_{name} as select * from read_csv(['{path}'], columns={{{columns}}}, "
                "auto_detect=false, header=true, delim=',', quote='\"')"
            )
        for extract in CONTRACTS.values():
            columns = ", ".join(f'"{column}" {kind}' for column, kind in columns_of(extract).items())
            self._duck.execute(f"create table {extract.table()} ({columns})")
        self._filled: list[str] = []
        self._asking = Asking(self, [], home, linked=linked({LINK: 1}) if links else None)
        self._asking.ask("select 1 from written_places")

    def fill(self, sent: Mapping[str, Sequence[Row]]) -> Asking:
        """Take these rows and no others; gives what answers questions over them."""
        for table in self._filled:
            self._duck.execute(f"delete from {table}")
        for contract, rows in sent.items():
            self._insert(CONTRACTS[contract], rows)
        self._filled = [CONTRACTS[contract].table() for contract in sent]
        # The records stand from one filling to the next; what the rows call the places does not.
        self._duck.execute("delete from written_places")
        asked = " union ".join(f"select distinct _place from {table}" for table in self._filled)
        written = [row["_place"] for row in self.ask(asked)] if asked else []
        self._insert_facts("written_places", written_places(written))
        return self._asking

    def write(self, folder: Path) -> dict[str, Path]:
        """Write the rows that were filled in, one Parquet file a contract, for another engine to read."""
        files = {}
        for name, extract in CONTRACTS.items():
            if extract.table() in self._filled:
                files[name] = folder / f"{name}.parquet"
                self._duck.execute(f"copy {extract.table()} to '{files[name]}' (format parquet)")
        return files

    def _insert(self, extract: type[Extract], rows: Sequence[Row]) -> None:
        columns = columns_of(extract)
        unknown = {name for row in rows for name in row} - set(columns)
        assert not unknown, f"{extract.contract} has no column {unknown}"
        if not rows:
            return
        values = ", ".join("(" + ", ".join(_sql(row.get(name)) for name in columns) + ")" for row in rows)
        typed = ", ".join(
            f"{given} as {name}" if (given := _key(extract, name)) else f'"{name}"' for name in columns
        )
        listed = ", ".join(f'"{name}"' for name in columns)
        cast = ", ".join(f'"{name}"::{kind} as "{name}"' for name, kind in columns.items())
        self._duck.execute(
            f"insert into {extract.table()} select {typed} from "
            f"(select {cast} from (values {values}) as v ({listed}))"
        )

    def add_facts(self, name: str, columns: Mapping[str, str], rows: list[tuple[Any, ...]]) -> None:
        typed = ", ".join(f"{each} {kind}" for each, kind in columns.items())
        self._duck.execute(f"create table {name} ({typed})")
        self._insert_facts(name, rows)

    def _insert_facts(self, name: str, rows: Sequence[tuple[Any, ...]]) -> None:
        if rows:
            values = ", ".join("(" + ", ".join(map(_sql, row)) + ")" for row in rows)
            self._duck.execute(f"insert into {name} values {values}")

    def add_view(self, name: str, sql: str) -> None:
        self._duck.execute(f"create view {name} as {sql}")

    keep = add_view

    def ask(self, sql: str) -> list[dict[str, Any]]:
        answer = self._duck.execute(sql)
        names = [each[0] for each in answer.description or []]
        return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


def read_made_up(
    asking: Asking,
    name: str,
    places: Sequence[str],
    periods: Sequence[Period],
    *,
    by: Sequence[str] = (),
    only: Mapping[str, str] | None = None,
) -> list[Reading]:
    """Readings of one measure over made-up rows; ``places`` are codes."""
    named = {code: printed_name(code) for code in places}
    return read(measure(name), asking.ask, named, periods, by=by, only=only)


def columns_of(extract: type[Extract]) -> dict[str, str]:
    keys = dict.fromkeys(("_load", "_sender", "_place", "_period", "_series"), "VARCHAR")
    return {**{rule.name: KINDS[rule.kind] for rule in extract.columns}, **keys}


def _key(extract: type[Extract], name: str) -> str:
    """The part of a row's key that the contract works out from the row, unless the row gives it."""
    worked_out = {"_place": extract.key_place, "_period": extract.key_period, "_series": extract.key_series}
    found = {**worked_out, "_sender": _sql(extract.sender)}.get(name, "")
    return f"coalesce({name}, ({found})::varchar)" if found else ""


def _sql(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, date):
        return f"'{value.isoformat()}'"
    return "'" + str(value).replace("'", "''") + "'"
