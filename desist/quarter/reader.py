"""Read measures from a store: its accepted tables, the standard records over them, the places they name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desist.contracts.catalogue import CONTRACTS
from desist.contracts.column import KINDS
from desist.measures.catalogue import CATALOGUE
from desist.measures.definition import held_sql
from desist.measures.read import read
from desist.records.catalogue import KEPT, RECORDS, record_sql
from desist.store.session import Session
from desist.store.store import Store
from desist.vocabulary import reference
from desist.vocabulary.measure import Measure
from desist.vocabulary.mistake import OperatorMistake
from desist.vocabulary.period import Period
from desist.vocabulary.place import PlaceKind
from desist.vocabulary.reading import Reading

ENGLAND_AND_WALES = "K04000001"


@dataclass(frozen=True, kw_only=True)
class InputFile:
    """One file as it came in: its name, hash, sender, time of receipt and rows."""

    name: str
    sha256: str
    sender: str
    received: str
    rows: int


class Reader:
    """Gives readings from the store as it stood at given versions (the newest when none are named)."""

    def __init__(self, store: Store, versions: Mapping[str, int] | None = None) -> None:
        tables = {
            name: {rule.name: KINDS[rule.kind] for rule in extract.columns} for name, extract in CONTRACTS.items()
        }
        self._store = store
        self._session = Session(store, tables, versions)
        self.versions = self._session.versions
        for name in reference.TABLES:
            self._session.add_reference(f"ref_{name}", reference.table_path(name), dict(reference.TABLES[name]))
        self._session.add_facts("written_places", {"written": "VARCHAR", "code": "VARCHAR"}, self._written_places())
        self._session.add_facts("wider_places", {"code": "VARCHAR", "wider": "VARCHAR"}, _wider_places())
        for name in RECORDS:
            (self._session.keep if name in KEPT else self._session.add_view)(name, record_sql(name))

    def read(
        self,
        measure: Measure,
        places: Sequence[str],
        periods: Sequence[Period],
        *,
        by: Sequence[str] = (),
        only: Mapping[str, str] | None = None,
    ) -> list[Reading]:
        """Readings of one measure; ``places`` are codes, printed by their names."""
        named = {code: reference.place(code).name for code in places}
        return read(measure, self._session.ask, named, periods, by=by, only=only)

    def held(self, measure: Measure, place: str) -> list[Period]:
        """The periods, as the publishers cut them, for which a measure's rows are held at a place."""
        rows = self._session.ask(
            f"select distinct period_start, period_end from ({held_sql(measure)}) "
            f"where place = '{place}' order by period_end, period_start"
        )
        return [Period(row["period_start"], row["period_end"]) for row in rows]

    def inputs(self, contract: str) -> list[InputFile]:
        """The files whose rows a contract's table holds at this version, with who sent them and when."""
        live = {row["_file"] for row in self._session.ask(f"select distinct _file from {contract.replace('.', '_')}")}
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
        self._session.close()

    def _written_places(self) -> list[tuple[str, str]]:
        """Every way in which a loaded file writes a place, with the place's code."""
        asked = " union ".join(
            f"select distinct _place from {extract.table()}" for name, extract in CONTRACTS.items() if name in self.versions
        )
        written = [row["_place"] for row in self._session.ask(asked)] if asked else []
        found = []
        for name in written:
            try:
                found.append((name, reference.place(name).code))
            except OperatorMistake:
                continue  # a place that Desist has no code for has no readings; the load said so
        return found


def _wider_places() -> list[tuple[str, str]]:
    """Each force with the places its national figures are part of: itself, region, country, both countries."""
    pairs = []
    for force in reference.forces():
        pairs.append((force.code, force.code))
        if force.territorial:
            pairs += [(force.code, wider) for wider in (force.region_code, force.country_code) if wider]
        if force.territorial or force.code == "X-BTP":
            pairs.append((force.code, ENGLAND_AND_WALES))
    return pairs


__all__ = ["CATALOGUE", "PlaceKind", "Reader"]
