"""The layouts kept beside a store: one for each state of the tables that proven reoffending is made from."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from desist.contracts.catalogue import CONTRACTS as EXTRACTS
from desist.measures.reoffending.compiled import asked
from desist.measures.reoffending.measures import CONTRACTS
from desist.quarter.asking import Asking
from desist.quarter.linked import LINK, links_since
from desist.quarter.reoffending.compiled.counting import LaidOut
from desist.quarter.reoffending.compiled.layout import CannotLayOut, lay_out, offences_held
from desist.quarter.reoffending.compiled.renewing import renew
from desist.store.duck import DuckTables
from desist.store.engine import parquet
from desist.store.flat_columns import ABOUT, FlatWriter
from desist.store.lock import writing
from desist.store.store import Store
from desist.vocabulary import reference

OF_PEOPLE = CONTRACTS  # extracts of which every row tells of one person
FEEDS = (*OF_PEOPLE, "moj.offences_not_counted", LINK)
REFERENCES = ("areas", "moj_offence_codes")
FORMAT = 2  # of the columns on disk
PATIENCE = 3600.0  # seconds to wait for another process that lays out the same
KEPT = 3  # layouts of other states that stay: a report may be built at an older one
WORTH_RENEWING = 0.35  # where those told of have a larger part of all, everything is laid out anew


@dataclass(frozen=True, kw_only=True)
class State:
    """A store at some versions, and the ways to ask of it.

    ``narrowed`` gives a state's tables and asking in which some extracts are read by queries.
    """

    store: Store
    versions: Mapping[str, int]
    duck: DuckTables
    asking: Asking
    narrowed: Callable[[Mapping[str, str]], AbstractContextManager[tuple[DuckTables, Asking]]]

    def key(self) -> str:
        """A name that changes with anything that a layout depends on: versions, queries, places, format."""
        told = hashlib.sha256(_rule())
        told.update(json.dumps([self.feeds.get(name, -1) for name in FEEDS]).encode())
        return told.hexdigest()[:24]

    @cached_property
    def feeds(self) -> dict[str, int]:
        """The versions of what a layout is made from: of links the one since which they are as they are."""
        found = {name: self.versions[name] for name in FEEDS if name in self.versions}
        return {**found, LINK: links_since(self.store, self.versions)} if LINK in found else found


def laid_out(state: State) -> LaidOut:
    """The layout of a state: opened where it is kept, renewed from an earlier one, or made.

    It lies below the store's cache, whose loss costs nothing but time. May raise CannotLayOut, or
    OSError where nothing can be written there.
    """
    folder = state.store.cache / "reoffending" / state.key()
    if not (folder / ABOUT).exists():
        # One process makes it; another that wants it meanwhile waits, and then opens it.
        with writing(folder.parent, patience=PATIENCE):
            _sweep(folder.parent)
            if not (folder / ABOUT).exists() and not _renewed(state, folder):
                held = offences_held(state.duck.ask)
                lay_out(state.duck, state.asking, folder, held=held, notes=_notes(state))
            _forget_others(folder)
    return LaidOut(folder)


def _renewed(state: State, folder: Path) -> bool:
    """Make the layout from the newest kept one, where that saves work; says whether it did."""
    scratch, told = (folder.with_name(f"{folder.name}.{name}") for name in ("touched", "told"))
    for base in _newest_first(folder.parent):
        about = json.loads((base / ABOUT).read_text(encoding="utf-8"))
        if about["rule"] != _rule().hex() or not (told_of := _told_of(state, about["versions"])):
            continue
        try:
            # Worked out once: it is asked for with every table, and may go through everybody's links.
            told.mkdir(parents=True, exist_ok=True)
            state.duck.write(told_of, told / "people.parquet")
            people = f"select person_id from {parquet([told / 'people.parquet'])}"
            state.duck.write(_references(state, people), told / "references.parquet")
            with (
                state.narrowed(_sent([told / "references.parquet"])) as (duck, asking),
                closing(LaidOut(base)) as old,
            ):
                held = offences_held(asking.ask)
                if held > WORTH_RENEWING * old.offences:
                    continue
                lay_out(duck, asking, scratch, held=held, notes={}, levels=old.levels)
                with FlatWriter(folder) as writer, closing(LaidOut(scratch)) as now:
                    renew(duck, old, now, people, writer, notes=_notes(state))
            return True
        except CannotLayOut:
            return False
        finally:
            for each in (scratch, told):
                shutil.rmtree(each, ignore_errors=True)
    return False


def _told_of(state: State, before: Mapping[str, int]) -> str:
    """A query for the people of whom something is told otherwise than at some versions; none if unknown.

    They are those of all files that joined or left since, and those whose links changed: whoever they were
    then, and whoever they are now.
    """
    if any(state.feeds.get(name) != before.get(name) for name in FEEDS if name not in (*OF_PEOPLE, LINK)):
        return ""
    if (LINK in state.feeds) != (LINK in before):
        return ""  # everybody is named otherwise
    changed: list[Path] = []
    for name in OF_PEOPLE:
        now, then = state.feeds.get(name, -1), before.get(name, -1)
        if now != then:
            table = state.store.table(name)
            changed += sorted({*table.files(now)} ^ {*table.files(then)})
    told = [f"select person_ref from {parquet(changed)}"] if changed else []
    links = [_links(state, versions[LINK]) for versions in (before, state.feeds) if LINK in versions]
    if links and links[0] != links[1]:
        told.append(
            "select coalesce(was.person_ref, now.person_ref) as person_ref\n"
            f"from {links[0]} as was full join {links[1]} as now on now.person_ref = was.person_ref\n"
            "where was.person_id is distinct from now.person_id"
        )
    if not told:
        return ""
    references = "\nunion all ".join(told)
    if not links:
        return f"select distinct person_ref as person_id from ({references})"
    return "\nunion ".join(
        f"select coalesce(l.person_id, r.person_ref) as person_id from ({references}) as r\n"
        f"left join {each} as l on l.person_ref = r.person_ref"
        for each in links
    )


def _links(state: State, version: int) -> str:
    """A relation of who was one person at a version: person_ref, person_id."""
    files = state.store.table(LINK).files(version)
    return parquet(files) if files else "(select '' as person_ref, '' as person_id where false)"


def _references(state: State, people: str) -> str:
    """A query for every reference of some people; one that was never linked is a person of its own."""
    if LINK not in state.feeds:
        return f"select person_id as person_ref from ({people})"
    return (
        f"select person_id as person_ref from ({people})\nunion all select l.person_ref\n"
        f"from {_links(state, state.feeds[LINK])} as l semi join ({people}) as p on p.person_id = l.person_id"
    )


def _sent(references: list[Path]) -> dict[str, str]:
    tables = [EXTRACTS[name].table() for name in OF_PEOPLE]
    return {
        table: f"select * from {table} where person_ref in (select person_ref from {parquet(references)})"
        for table in tables
    }


def _notes(state: State) -> dict[str, Any]:
    return {
        "key": state.key(),
        "rule": _rule().hex(),
        "versions": state.feeds,
    }


@cache
def _rule() -> bytes:
    """What a layout depends on beside the rows: the queries, the places, the format of the columns."""
    told = hashlib.sha256(f"format {FORMAT}".encode())
    for sql in (asked.offences_sql(), asked.people_sql()):
        told.update(sql.encode())
    for name in REFERENCES:
        told.update(reference.table_path(name).read_bytes())
    return told.digest()


def _newest_first(cache: Path) -> list[Path]:
    kept = [about.parent for about in cache.glob(f"*/{ABOUT}")]
    return sorted(kept, key=lambda each: (each / ABOUT).stat().st_mtime, reverse=True)


def _sweep(cache: Path) -> None:
    """Take away what a killed process left unfinished: such folders have a full stop in their names."""
    for each in cache.glob("*.*"):
        shutil.rmtree(each, ignore_errors=True)


def _forget_others(folder: Path) -> None:
    others = [each for each in _newest_first(folder.parent) if each != folder]
    for each in others[KEPT:]:
        shutil.rmtree(each, ignore_errors=True)
