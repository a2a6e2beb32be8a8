"""A partnership opened for work: load extracts, take them back, read measures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desist.store.engine_choice import DUCKDB, known_engine
from desist.vocabulary.mistake import OperatorMistake, nearest

if TYPE_CHECKING:
    from desist.home.access import Access
    from desist.home.linking import Linking
    from desist.home.organisations import Organisations
    from desist.home.readings import Readings
    from desist.home.reoffending import Reoffending
    from desist.intake.checking import Progress
    from desist.intake.load import Loaded
    from desist.partnership.home import Partnership
    from desist.quarter.reader import Reader
    from desist.store.load_record import Load
    from desist.store.store import Store


@dataclass(frozen=True, kw_only=True)
class Quarantined:
    """One row that broke its contract: where it stands and the contract's own sentence."""

    contract: str
    load: str
    file: str
    line: int
    why: str
    sent: str = ""


class Home:
    """One partnership's folder, opened. Nothing is read before it is asked for."""

    def __init__(self, folder: Path, *, engine: str = DUCKDB) -> None:
        if not (folder / "partnership.toml").exists():
            raise OperatorMistake(
                f"There is no partnership in {folder}: it has no partnership.toml.",
                hint="Name its folder with -w DIR, or make one with 'desist init DIR --example durham'.",
            )
        self.folder = folder
        self.engine = known_engine(engine)

    @cached_property
    def partnership(self) -> Partnership:
        """What the partnership says of itself: its plan, areas, peers, sources and promises."""
        from desist.contracts.catalogue import CONTRACTS
        from desist.measures.catalogue import CATALOGUE
        from desist.partnership.home import open_home

        return open_home(self.folder, measures=CATALOGUE, contracts=set(CONTRACTS))

    @cached_property
    def store(self) -> Store:
        """Every extract that the partnership has accepted, in every version."""
        from desist.store.store import Store

        return Store(self.folder / "store")

    @cached_property
    def access(self) -> Access:
        """Persons' rows, by sharing agreement, each attempt logged; asked by whoever is signed in here."""
        from desist.home.access import Access

        return Access(self)

    @cached_property
    def linking(self) -> Linking:
        """Who is one person: link, review, undo, and how sure it is."""
        from desist.home.linking import Linking

        return Linking(self)

    @cached_property
    def organisations(self) -> Organisations:
        """Which bodies existed when, what became of them, and since when that was known."""
        from desist.home.organisations import Organisations

        return Organisations(self)

    @cached_property
    def reoffending(self) -> Reoffending:
        """Reoffending in depth: provisional rates, expected rates, when, harm, cohorts."""
        from desist.home.reoffending import Reoffending

        return Reoffending(self)

    def reader(
        self,
        versions: dict[str, int] | None = None,
        *,
        instead: Mapping[str, str] | None = None,
        source: Home | None = None,
        links: str = "",
    ) -> Reader:
        """Read measures, on the engine chosen, at given versions of the tables or at the newest.

        ``instead`` maps tables of extracts to queries read in their place. Rows of compartments that
        no figure counts are left out, by the files of ``source``: an edition's own where it is built again.
        ``links`` is a query that stands in for who is one person.
        """
        from desist.access.figures import left_out
        from desist.quarter.reader import Reader

        home = [self.partnership.own_areas[0].code]
        lawful = (source or self).access.lawful
        without = left_out(lawful.compartments, instead or {}, self.store, versions)
        return Reader(self.store, versions, home, engine=self.engine, instead=without, links=links)

    def load(
        self,
        contract: str,
        paths: Sequence[Path | str],
        *,
        sender: str = "",
        period: str = "",
        encoding: str = "utf-8",
        progress: Progress = lambda said: None,
        now: datetime | None = None,
    ) -> Loaded:
        """Load files of one contract; see `desist load`."""
        from desist.access.entry import Kind
        from desist.contracts.catalogue import contract as find
        from desist.home.unread import unread
        from desist.intake.load import load
        from desist.store.own_files import refuse_own_files

        refuse_own_files(Path(path) for path in paths)
        self.access.ready(contract)
        done = load(
            self.store,
            find(contract),
            [Path(path) for path in paths],
            now=now or datetime.now(UTC),
            sender=sender,
            period=period,
            encoding=encoding,
            allowed_places=self._own_and_peers(),
            progress=progress,
        )
        if done.id:
            about, rows = done.id, done.rows_read
            self.access.record(Kind.COLLECTION, "load", tables=(contract,), rows=rows, about=about)
        schemes = [scheme.name for scheme in self.partnership.schemes]
        return replace(done, notes=(*done.notes, *unread(self.store, done, schemes)))

    def _own_and_peers(self) -> frozenset[str]:
        """Every spelling under which police.uk names our forces and those we are compared with."""
        from desist.vocabulary import reference

        codes = {area.code for area in self.partnership.areas}
        codes |= {code for group in self.partnership.peer_groups for code in group.codes}
        councils = {reference.places()[code].parent for code in codes if code in reference.places()}
        spelled: set[str] = set()
        for force in reference.forces():
            if force.code in codes | councils:
                spelled |= {force.name, force.police_uk_name, force.police_uk_slug}
        return frozenset(spelled)

    def loads(self, contract: str | None = None) -> list[Load]:
        """Every load ever made, oldest first, of one contract or of all; those taken back are marked."""
        return self.store.loads(contract)

    def undo(self, load: str, *, now: datetime | None = None) -> tuple[Load, int]:
        """Take a load back; see `desist undo`."""
        from desist.access.entry import Kind

        self.access.ready(*(each.contract for each in self.loads() if each.id == load))
        taken, version = self.store.undo(load, now or datetime.now(UTC))
        rows = taken.rows_accepted
        self.access.record(Kind.ALTERATION, "undo", tables=(taken.contract,), rows=rows, about=taken.id)
        return taken, version

    def quarantine(self, contract: str | None = None, load: str | None = None) -> list[Quarantined]:
        """Every row set aside by a load that stands, with the contract's sentence.

        Rows about persons come without their text, which ``access.quarantine`` gives to those who may see it.
        """
        from desist.access.persons import TABLES

        return [
            replace(each, sent="") if each.contract in TABLES else each
            for each in self._aside(contract, load)
        ]

    def _aside(self, contract: str | None, load: str | None) -> list[Quarantined]:
        found = []
        with closing(self.store.engine()) as engine:
            for each in self.store.loads(contract):
                if each.undone or not each.rows_quarantined or (load and each.id != load):
                    continue
                path = self.store.folder / "quarantine" / each.contract / f"{each.id}.parquet"
                for row in engine.records(
                    "select * from read_parquet($path) order by file, line", {"path": str(path)}
                ):
                    found.append(
                        Quarantined(
                            contract=each.contract,
                            load=each.id,
                            file=row["file"],
                            line=row["line"],
                            why=row["why"],
                            sent=row["sent"],
                        )
                    )
        return found

    def place(self, name: str = "") -> str:
        """The code of a place by any name; the partnership's own force when none is given."""
        from desist.vocabulary import reference

        if not name:
            return self.partnership.own_areas[0].code
        for area in self.partnership.areas:
            if name.lower() in (area.name.lower(), area.code.lower()):
                return area.code
        return reference.place(name).code

    def measure(
        self,
        name: str,
        *,
        place: str | Sequence[str] = "",
        start: str = "",
        end: str = "",
        every: str = "",
        by: str | Sequence[str] = (),
        only: Mapping[str, str] | None = None,
        links: str = "",
        organisations_on: date | None = None,
        as_known_on: date | None = None,
        **given: Any,
    ) -> Readings:
        """Readings of one measure; see `desist measure`.

        ``start`` and ``end`` may also be written ``from_`` and ``to``. Dates as '2025-03'. ``only`` holds
        a breakdown to one level: {"scheme": "IOM"}. ``links`` is a query that stands in for who is one
        person. ``organisations_on`` counts each provider of supervision under what it had become by that
        day, as known on the same day or on ``as_known_on``.
        """
        from desist.home.periods import last_whole, periods_meant
        from desist.home.readings import Readings
        from desist.measures.catalogue import measure

        start, end = given.pop("from_", start), given.pop("to", end)
        if given:
            raise OperatorMistake(
                f"measure() knows no '{next(iter(given))}'.",
                hint=nearest(next(iter(given)), ["place", "from_", "to", "every", "by", "only"]),
            )
        about = measure(name)
        named = [place] if isinstance(place, str) else list(place)
        codes = [self.place(each or about.published_for) for each in named]
        breakdowns = [by] if isinstance(by, str) and by else list(by)
        instead = self.organisations.instead(organisations_on, as_known_on) if organisations_on else None
        with closing(self.reader(links=links, instead=instead)) as reader:
            held = sorted(
                {period for code in codes for period in reader.held(about, code)}, key=lambda each: each.end
            )
            periods, step = periods_meant(about, start, end, every, held)
            # Nothing is held and no period was named: say so of the last whole one.
            periods = periods or [last_whole(step, datetime.now(UTC).date())]
            found = reader.read(about, codes, periods, by=breakdowns, only=only)
            return Readings(about, found, [*breakdowns, *(only or {})])
