"""Who is one person, asked of an opened partnership: link, say what changed, review, undo, how sure."""

from __future__ import annotations

import json
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from desist.vocabulary.mistake import OperatorMistake

if TYPE_CHECKING:
    from desist.access.rows import Rows
    from desist.home.opened import Home
    from desist.linkage.decisions import Opinion, Pair
    from desist.linkage.link import Progress
    from desist.linkage.review import Doubtful
    from desist.linkage.run import Ran
    from desist.vocabulary.reading import Reading

IDENTITIES, LINK = "agency.identities", "linkage.person_link"


@dataclass(frozen=True, kw_only=True)
class Touched:
    """A figure that says something else by the links of another run."""

    measure: str
    place: str
    period: str
    before: str
    now: str


@dataclass(frozen=True, kw_only=True)
class Range:
    """One reading over plausible links: what it is by the links held, and between what 95% of draws lie."""

    reading: Reading
    draws: int
    lower: float | None
    median: float | None
    upper: float | None


class Linking:
    """See `desist link`."""

    def __init__(self, home: Home) -> None:
        self._home = home

    def run(
        self, *, anew: bool = False, progress: Progress = lambda said: None, now: datetime | None = None
    ) -> Ran:
        """Link everybody in the agencies' identities; see `desist link run`."""
        from desist.linkage.run import run

        return run(self._home.store, now or datetime.now(UTC), anew=anew, progress=progress)

    def changes(self, run: str = "") -> list[dict[str, Any]]:
        """What became of persons, run by run: merged, split or moved, and the pair that speaks for it."""
        from desist.linkage.held import links_folder

        found = []
        for each in self._home.store.loads(LINK):
            path = links_folder(self._home.store) / f"{each.id}.jsonl"
            if path.exists() and run in ("", each.id):
                lines = map(json.loads, path.read_text(encoding="utf-8").splitlines())
                found += [{**line, "undone": each.undone} for line in lines]
        return found

    def figures_touched(self, run: str = "") -> list[Touched]:
        """The figures over persons that differ between a run (the newest) and how links stood before it.

        Every measure is read over what is held today, for the partnership's own force and every period that
        is held; the links alone differ.
        """
        versions = self._home.store.versions()
        loads = [each for each in self._home.store.loads(LINK) if run in ("", each.id)]
        if not loads:
            raise OperatorMistake("There is no such run of linking.", hint="'desist loads' lists them.")
        at = loads[-1].version
        before = {name: version for name, version in versions.items() if name != LINK}
        if at > 1:
            before[LINK] = at - 1
        was, now = self._read_all(before), self._read_all({**versions, LINK: at})
        return [
            Touched(measure=key[0], place=key[1], period=key[2], before=was.get(key, "none"), now=said)
            for key, said in now.items()
            if was.get(key) != said
        ]

    def _read_all(self, versions: dict[str, int]) -> dict[tuple[str, str, str], str]:
        from desist.measures.catalogue import CATALOGUE

        reader, place = self._home.reader(versions), self._home.place()
        try:
            found = {}
            for about in CATALOGUE.values():
                if not self._about_persons(about.contracts):
                    continue
                for each in reader.read(about, [place], reader.held(about, place)):
                    counts = [each.numerator, each.denominator]
                    said = " of ".join(f"{count:,.0f}" for count in counts if count is not None)
                    found[(about.name, each.place, str(each.period))] = said or each.mark.printed
            return found
        finally:
            reader.close()

    @staticmethod
    def _about_persons(contracts: Sequence[str]) -> bool:
        from desist.access.persons import TABLES

        return bool(set(contracts) & set(TABLES))

    def queue(self) -> list[Doubtful]:
        """Doubtful pairs that wait for somebody to decide; it holds no names, dates or numbers."""
        from desist.linkage.review import queue

        engine = self._home.store.engine()
        try:
            return queue(engine, self._home.store, self.decisions())
        finally:
            engine.close()

    def shown(self, pair: Pair, *, purpose: str, reason: str, user: str = "") -> Rows:
        """What agencies hold of the two of a pair, side by side: the one place where review shows values.

        Through the door to persons' rows: an agreement must grant it, and it is logged.
        """
        return self._home.access.rows(
            IDENTITIES, purpose=purpose, reason=reason, persons=pair, user=user, about="review of links"
        )

    def decisions(self) -> list[Opinion]:
        """Every decision ever made in review, the oldest first, with those undone."""
        from desist.linkage.decisions import opinions
        from desist.linkage.held import decisions_file

        return opinions(decisions_file(self._home.store))

    def decide(
        self, one: str, other: str, *, same: bool, by: str, why: str, now: datetime | None = None
    ) -> Opinion:
        """Decide that two references are one person or two; it stands from the next run on."""
        from desist.linkage import decisions
        from desist.linkage.held import decisions_file, links
        from desist.linkage.review import evidence_of

        moment = now or datetime.now(UTC)
        with self._home.store.writing(moment):
            engine = self._home.store.engine()
            try:
                known = links(engine, self._home.store)
                for ref in (one, other):
                    if ref not in known:
                        raise OperatorMistake(f"There is no reference '{ref}' among those linked.")
                pair = decisions.pair_of(one, other)
                _, hard = evidence_of(engine, self._home.store, pair)
            finally:
                engine.close()
            given = decisions.with_opinion(
                self.decisions(), pair, same=same, by=by, at=moment.isoformat(), why=why, hard=hard
            )
            against = decisions.contradictions(decisions.decided(given))
            if against:
                raise OperatorMistake(
                    f"This contradicts what was decided before: {against[0][0]} and {against[0][1]} are two.",
                    hint="Undo one of the decisions first; 'desist link review --decided' lists them.",
                )
            decisions.write(decisions_file(self._home.store), given)
        return given[-1]

    def undo(self, number: int, *, by: str, now: datetime | None = None) -> Opinion:
        """Undo a decision; it stays on the record, and the next run goes by the model again."""
        from desist.linkage import decisions
        from desist.linkage.held import decisions_file

        moment = now or datetime.now(UTC)
        with self._home.store.writing(moment):
            given = decisions.without_opinion(self.decisions(), number, by=by, at=moment.isoformat())
            decisions.write(decisions_file(self._home.store), given)
        return given[number - 1]

    def over_links(self, name: str, *, draws: int, seed: int = 1, **asked: Any) -> list[Range]:
        """The readings of a measure over plausible links; ``asked`` as in `Home.measure`.

        Each draw lets every doubtful pair fall out by its own probability; the range holds 95% of draws.
        """
        from desist.linkage.uncertainty import drawn
        from desist.measures.catalogue import measure

        if draws < 2:
            raise OperatorMistake("A range needs two draws at least.", hint="--over-links 200")
        if not self._about_persons(measure(name).contracts):
            raise OperatorMistake(f"{name} counts no persons, so links between records do not touch it.")
        held = list(self._home.measure(name, **asked))
        engine = self._home.store.engine()
        try:
            sets = [each.changed for each in drawn(engine, self._home.store, draws, seed)]
        finally:
            engine.close()
        read: dict[tuple[tuple[str, str], ...], list[float | None]] = {}
        for changed in sets:
            key = tuple(sorted(changed.items()))
            if key not in read:
                readings = self._home.measure(name, **asked, links=links_sql(changed))
                values = {_place(each): each.value for each in readings}
                read[key] = [values.get(_place(each)) for each in held]
        every = [read[tuple(sorted(changed.items()))] for changed in sets]
        return [_range(each, [values[at] for values in every], draws) for at, each in enumerate(held)]


def links_sql(changed: Mapping[str, str]) -> str:
    """SQL for the links that are held, some of them replaced."""
    if not changed:
        return "select person_ref, person_id from linkage_person_link"
    quoted = ((ref.replace("'", "''"), person) for ref, person in changed.items())
    values = ", ".join(f"('{ref}', '{person}')" for ref, person in quoted)
    return (
        "select h.person_ref, coalesce(d.person_id, h.person_id) as person_id from linkage_person_link as h "
        f"left join (values {values}) as d (person_ref, person_id) on d.person_ref = h.person_ref"
    )


def _place(reading: Reading) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    return (reading.place, str(reading.period), tuple(sorted(reading.breakdown.items())))


def _range(reading: Reading, values: Sequence[float | None], draws: int) -> Range:
    known = sorted(value for value in values if value is not None)
    if reading.value is None or len(known) < 2:
        return Range(reading=reading, draws=draws, lower=None, median=None, upper=None)
    cuts = statistics.quantiles(known, n=40, method="inclusive")
    return Range(reading=reading, draws=draws, lower=cuts[0], median=statistics.median(known), upper=cuts[-1])
