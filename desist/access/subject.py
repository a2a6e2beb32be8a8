"""Everything that is held about one person, for the person: subject access."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from desist.access.log import Line
from desist.access.one_person import known, reviewed, text
from desist.access.persons import TABLES, PersonTable
from desist.access.visible import hidden, quote
from desist.linkage.decisions import decisions_file, opinions
from desist.partnership.lawful import Lawful
from desist.store.engine import Engine, parquet, sql_list
from desist.store.named_person import names_person
from desist.store.session import Session
from desist.store.store import PROVENANCE, Store


def everything_about(
    session: Session, store: Store, lawful: Lawful, references: Sequence[str], cleared: Collection[str]
) -> dict[str, Any]:
    """Every row about a person: of the newest versions, of earlier ones, and rows that were set aside.

    ``references`` are all under which the person is known. Rows of compartments for which the asker is not
    cleared are left out. Each row carries who sent it and in which load it came.
    """
    shut = {each.id for each in lawful.compartments} - set(cleared)
    under = known(session, reviewed(store))
    tables: dict[str, Any] = {}
    engine = store.engine()
    try:
        for name, table in TABLES.items():
            apart = hidden(lawful.compartments, table, shut, under)
            condition = f"{_about(table, references)} and not {apart}"
            now = session.ask(f"select t.* from {table.view} as t where {condition} order by all")
            found = {
                "now": [_plain(row) for row in now],
                "in earlier versions": _earlier(session, store, table, condition),
                "set aside": [] if _touched(lawful, name, shut) else _aside(engine, store, name, references),
            }
            if any(found.values()):
                tables[name] = found
    finally:
        engine.close()
    return tables


def decided_about(store: Store, references: Sequence[str], shut: Collection[str]) -> list[dict[str, str]]:
    """What reviewers decided about the person's references: when, what, why, and beside which reference.

    Decisions about a reference of ``shut``, which lies in a compartment that stays shut, are left out.
    """
    own = set(references)
    return [
        {
            "at": each.at,
            "references": " and ".join(each.pair),
            "decided": each.said,
            "why": each.why,
            **({"undone at": each.undone_at} if each.undone_by else {}),
        }
        for each in opinions(decisions_file(store.folder))
        if own & set(each.pair) and not set(shut) & set(each.pair)
    ]


def told_to(lines: Sequence[Line], pseudonyms: Collection[str]) -> list[dict[str, Any]]:
    """Who has seen or received the person's record, when and what for, from the log."""
    wanted = set(pseudonyms)
    return [
        {
            "at": each.entry.at,
            "what": str(each.entry.kind),
            "by": each.entry.organisation or "somebody of the partnership",
            "recipients": list(each.entry.recipients),
            "purpose": each.entry.purpose,
            "agreement": each.entry.agreement,
            "tables": list(each.entry.tables),
        }
        for each in lines
        if wanted & set(each.entry.whose) and not each.entry.refused
    ]


def _about(table: PersonTable, references: Sequence[str]) -> str:
    listed = ", ".join(text(each) for each in references)
    return "(" + " or ".join(f"t.{quote(name)} in ({listed})" for name in table.persons) + ")"


def _earlier(session: Session, store: Store, table: PersonTable, condition: str) -> list[dict[str, Any]]:
    """Rows of versions before the newest that the newest does not hold any more."""
    versioned = store.table(table.contract)
    live = {path.name for path in versioned.files()}
    old = [path for path in sorted(versioned.folder.glob("*.parquet")) if path.name not in live]
    if not old:
        return []
    kinds = {**table.columns, **PROVENANCE}
    listed = ", ".join(quote(name) for name in kinds)
    empty = ", ".join(f"null::{kind} as {quote(name)}" for name, kind in kinds.items())
    rows = f"(select {listed} from ((select {empty} where false) union all by name from {parquet(old)}))"
    found = session.ask(
        f"select distinct t.* from {rows} as t where {condition} "
        f"except select t.* from {table.view} as t order by all"
    )
    return [_plain(row) for row in found]


def _aside(engine: Engine, store: Store, contract: str, references: Sequence[str]) -> list[dict[str, Any]]:
    files = sorted((store.folder / "quarantine" / contract).glob("*.parquet"))
    if not files:
        return []
    rows = engine.rows(
        f"select file, line, why, sent from read_parquet({sql_list(files)}) order by file, line"
    )
    wanted = set(references)
    return [
        {"file": file, "line": line, "why": why, "sent": sent}
        for file, line, why, sent in rows
        if names_person(sent, wanted)
    ]


def _touched(lawful: Lawful, contract: str, shut: Collection[str]) -> bool:
    """Whether a compartment that stays shut touches a table: its set-aside rows cannot be told apart."""
    return any(
        each.id in shut and (each.whole_person or any(rows.contract == contract for rows in each.rows))
        for each in lawful.compartments
    )


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row with its filled cells, as JSON can hold them; where it came from in words."""
    words = {"_sender": "sent by", "_load": "load"}
    return {
        words.get(name, name): value if isinstance(value, bool | int | float) else str(value)
        for name, value in row.items()
        if value is not None and (not name.startswith("_") or name in words)
    }
