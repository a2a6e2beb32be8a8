"""Read measures from a store: its accepted tables, the standard records over them, the places they name."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from desist.contracts.catalogue import CONTRACTS
from desist.contracts.column import KINDS
from desist.measures.definition import held_sql
from desist.measures.read import read
from desist.quarter.asking import Asking
from desist.quarter.linked import LINK, linked
from desist.quarter.over_links import BESIDE, CHANGED, MADE, NAMED, OverLinks, made_by
from desist.quarter.reoffending.compiled.answering import Compiled
from desist.quarter.reoffending.compiled.kept import State
from desist.records.places import printed_name
from desist.store.duck import DuckTables
from desist.store.engine_choice import DUCKDB
from desist.store.session import Session
from desist.store.store import Store
from desist.vocabulary import reference
from desist.vocabulary.measure import Measure
from desist.vocabulary.mistake import OperatorMistake
from desist.vocabulary.period import Period
from desist.vocabulary.reading import Reading

if TYPE_CHECKING:
    from desist.linkage.uncertainty import Plausible


@dataclass(frozen=True, kw_only=True)
class InputFile:
    """One file as it came in: its name, hash, sender, time of receipt and rows."""

    name: str
    sha256: str
    sender: str
    received: str
    rows: int


class Reader:
    """Gives readings from the store as it stood at given versions (the newest when none are named).

    ``home`` are the codes of the places where everybody counts whom the partnership's agencies sent;
    ``engine`` is duckdb, or the address of a Spark cluster. ``instead`` names tables of extracts in whose
    place a query over what was sent is read, for a figure counted again with one thing put right; ``sent``
    the same where only some of what was sent is to be read at all, before persons are put together;
    ``links`` is a query that stands in for who is one person. ``drawn`` are plausible links whose people are
    laid beside those held, for `over_links` alone.
    """

    def __init__(
        self,
        store: Store,
        versions: Mapping[str, int] | None = None,
        home: Sequence[str] = (),
        *,
        engine: str = DUCKDB,
        instead: Mapping[str, str] | None = None,
        sent: Mapping[str, str] | None = None,
        links: str = "",
        drawn: Plausible | None = None,
    ) -> None:
        tables = {
            name: {rule.name: KINDS[rule.kind] for rule in extract.columns}
            for name, extract in CONTRACTS.items()
        }
        self._store = store
        self._session = Session(store, tables, versions, engine=engine)
        self.versions = self._session.versions
        for name in reference.TABLES:
            self._session.add_reference(
                f"ref_{name}", reference.table_path(name), dict(reference.TABLES[name])
            )
        loaded = [extract.table() for name, extract in CONTRACTS.items() if name in self.versions]
        if drawn is not None:
            self._lay_beside(drawn)
        one_person = linked(self.versions, links=links, beside=BESIDE if drawn is not None else "")
        self._asking = Asking(self._session, loaded, home, instead, one_person, sent)
        self.compiled: Compiled | None = None
        as_held = not instead and not sent and not links and drawn is None
        if (duck := self._session.duck) is not None and as_held:
            state = State(
                store=store,
                versions=self.versions,
                duck=duck,
                asking=self._asking,
                narrowed=partial(_narrowed, store, self.versions, home),
            )
            self.compiled = Compiled(state, home)
        self._over_links: OverLinks | None = None
        if LINK in self.versions and not links and drawn is None:
            more: Mapping[str, Any] = {"engine": engine, "instead": instead}
            self._over_links = OverLinks(
                store,
                self.versions[LINK],
                lambda plausible: Reader(store, self.versions, home, drawn=plausible, **more),
            )

    def read(
        self,
        measure: Measure,
        places: Sequence[str],
        periods: Sequence[Period],
        *,
        by: Sequence[str] = (),
        only: Mapping[str, str] | None = None,
        at_age: int | None = None,
    ) -> list[Reading]:
        """Readings of one measure; ``places`` are codes, printed by their names.

        With ``at_age`` each as it stood so many days after its period's end.
        """
        named = {code: printed_name(code) for code in places}
        if at_age is None and self.compiled is not None and measure.of.startswith("reoffending/"):
            measure = self.compiled.instead(measure, (*by, *(only or {})), places)
        return read(measure, self._asking.ask, named, periods, by=by, only=only, at_age=at_age)

    @property
    def over_links(self) -> OverLinks:
        """Figures about persons as they would be by other plausible links than those held."""
        if self._over_links is None:
            raise OperatorMistake(
                "Nothing is linked, so there are no other links that a figure could be read over.",
                hint="desist link run",
            )
        return self._over_links

    def _lay_beside(self, drawn: Plausible) -> None:
        made, changed = made_by(drawn)
        for name, rows in ((MADE, made), (CHANGED, changed)):
            if (duck := self._session.duck) is not None and rows:
                columns = zip(NAMED, zip(*rows, strict=True), strict=True)
                duck.keep_columns(name, {column: np.array(cells, dtype=object) for column, cells in columns})
            else:
                self._session.add_facts(name, NAMED, [tuple(row) for row in rows])

    def ask(self, sql: str) -> list[dict[str, Any]]:
        """The answer to a question over the standard records, one dictionary a row.

        For analyses that no single measure gives. Where its rows are persons they stay in memory: only
        figures about groups leave the quarter.
        """
        return self._asking.ask(sql)

    def held(self, measure: Measure, place: str) -> list[Period]:
        """The periods, as the publishers cut them, for which a measure's rows are held at a place."""
        code = reference.place(place).code
        rows = self._asking.ask(
            f"select distinct period_start, period_end from (\n{held_sql(measure)}\n) "
            f"where place = '{code}' order by period_end, period_start"
        )
        return [Period(row["period_start"], row["period_end"]) for row in rows]

    def inputs(self, contract: str) -> list[InputFile]:
        """The files whose rows a contract's table holds at this version, with who sent them and when."""
        live = {
            row["_file"]
            for row in self._session.ask(f"select distinct _file from {contract.replace('.', '_')}")
        }
        return [
            InputFile(
                name=file["name"],
                sha256=file["sha256"],
                sender=load.sender,
                received=load.received,
                rows=file["rows_read"],
            )
            for load in self._store.loads(contract)
            if load.version <= self.versions[contract]
            for file in load.files
            if file["sha256"] in live
        ]

    @property
    def engine(self) -> str:
        """Name and version of the engine that answers, for the passports."""
        return self._session.engine

    def close(self) -> None:
        if self._over_links is not None:
            self._over_links.close()
        if self.compiled is not None:
            self.compiled.close()
        self._session.close()


@contextlib.contextmanager
def _narrowed(
    store: Store, versions: Mapping[str, int], home: Sequence[str], sent: Mapping[str, str]
) -> Iterator[tuple[DuckTables, Asking]]:
    """Another session of the same state, of which some extracts are read by queries."""
    reader = Reader(store, versions, home, sent=sent)
    try:
        assert reader._session.duck is not None
        yield reader._session.duck, reader._asking
    finally:
        reader.close()
