"""A figure about persons over plausible links: what it would be if doubtful records fell out otherwise.

Counts of persons add up. So whomever any draw makes is laid beside the people as they are held, and all of
them are counted once, by name; the count of a draw is then the one held, without the people whom the draw
changes and with those whom it makes.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from desist.contracts.catalogue import CONTRACTS
from desist.linkage.doubt import doubt
from desist.linkage.uncertainty import MOST_DRAWS, Plausible, person_of, plausible
from desist.measures.answer import reading
from desist.measures.question import question
from desist.quarter.linked import ABOUT_PERSONS, LINK
from desist.store.engine import parquet
from desist.store.store import Store
from desist.vocabulary import reference
from desist.vocabulary.link_range import LinkRange
from desist.vocabulary.measure import Measure
from desist.vocabulary.mistake import OperatorMistake
from desist.vocabulary.period import Period
from desist.vocabulary.reading import Reading

if TYPE_CHECKING:
    from desist.quarter.reader import Reader

MADE, CHANGED = "drawn_person", "drawn_changed"
# Everybody as held, and beside them whomever any draw makes.
BESIDE = (
    f"select person_ref, person_id from {CONTRACTS[LINK].table()} "
    f"union all select person_ref, person_id from {MADE}"
)
NAMED = {"person_ref": "VARCHAR", "person_id": "VARCHAR"}
PARTS = ("numerator", "denominator", "spread", "events", "persons")
MOST_CUTS = 40  # the first and the last of as many parts lie outside 95%
Numbers = np.ndarray[Any, Any]
Key = tuple[str, Period, tuple[str, ...]]


class OverLinks:
    """Draws so many plausible links once, and gives the range of figures over them.

    ``version`` is that of the links that are held; ``beside`` opens a reader of the same state with the
    people of some draws laid beside those held.
    """

    def __init__(self, store: Store, version: int, beside: Callable[[Plausible], Reader]) -> None:
        self._store = store
        self._version = version
        self._beside = beside
        self._drawn: dict[tuple[int, int], tuple[Plausible, Reader]] = {}
        self._asked: dict[tuple[object, ...], list[list[Reading]]] = {}

    def readings(
        self,
        measure: Measure,
        held: Sequence[Reading],
        *,
        by: Sequence[str] = (),
        only: Mapping[str, str] | None = None,
        draws: int,
        seed: int,
    ) -> list[list[Reading]]:
        """For each draw the readings that are ``held``, as they would be by its links.

        ``by`` and ``only`` are as they were read with.
        """
        refuse_without_persons(measure)
        levels = tuple(sorted((only or {}).items()))
        asked_before = (measure.name, draws, seed, tuple(by), levels, tuple(map(repr, held)))
        if asked_before in self._asked:
            return self._asked[asked_before]
        if (draws, seed) not in self._drawn:
            _refuse_number(draws)
            plausible = plausible_links(self._store, self._version, draws, seed)
            self._drawn[draws, seed] = (plausible, self._beside(plausible))
        plausible, reader = self._drawn[draws, seed]
        keys = [_key(each, by) for each in held]
        asked = partial(_ask, reader, measure, keys, by, dict(only or {}))
        whole, sources = _whole(asked, keys)
        more = _of_changes(asked, measure, plausible, keys, sources)
        found = []
        for changes in plausible.draws:
            counts = whole + more[list(changes)].sum(axis=0)
            found.append([_as_drawn(measure, each, row) for each, row in zip(held, counts, strict=True)])
        self._asked[asked_before] = found
        return found

    def close(self) -> None:
        for _, reader in self._drawn.values():
            reader.close()


def plausible_links(store: Store, version: int | None, draws: int, seed: int) -> Plausible:
    """So many plausible links of those of whom any row is held, when links stood at a version."""
    engine = store.engine()
    try:
        in_doubt, held = doubt(engine, store, version)
        among: set[str] = set()
        for contract in ABOUT_PERSONS:
            files = store.table(contract).files()
            if files:
                asked = f"select distinct person_ref from {parquet(files)}"
                among |= {row[0] for row in engine.rows(asked)}
    finally:
        engine.close()
    return plausible(in_doubt, held, draws=draws, seed=seed, among=among)


def made_by(drawn: Plausible) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Reference and person of whomever a draw makes; and, by name alone, all whom any change is about."""
    made = [
        (ref, person_of(number, at))
        for number, change in enumerate(drawn.changes)
        for at, group in enumerate(change.groups)
        for ref in group
    ]
    changed = {person for change in drawn.changes for person in change.persons}
    return made, [("", person) for person in sorted(changed | {person for _, person in made})]


def link_range(readings: Sequence[Reading], held: Reading, *, draws: int, seed: int) -> LinkRange:
    """The range in which 95% of draws lie, of one reading as it is held and as it is in each draw."""
    values = sorted(each.value for each in readings if each.value is not None)
    if held.value is None or len(values) < len(readings):
        why = held.why if held.value is None else "In some draws it rests on too few people."
        return LinkRange(draws=draws, seed=seed, why=why or "There is no value.")
    cuts = statistics.quantiles(values, n=MOST_CUTS, method="inclusive")
    middle = statistics.median(values)
    return LinkRange(draws=draws, seed=seed, lower=cuts[0], median=middle, upper=cuts[-1])


def counts_persons(measure: Measure) -> bool:
    """Whether links between records can touch a measure."""
    return bool(set(measure.contracts) & set(ABOUT_PERSONS))


def refuse_without_persons(measure: Measure) -> None:
    """Stop with a sentence where links between records cannot touch a measure."""
    if not counts_persons(measure):
        raise OperatorMistake(f"{measure.name} counts no persons, so links between records do not touch it.")


def _refuse_number(draws: int) -> None:
    if not 2 <= draws <= MOST_DRAWS:
        raise OperatorMistake(
            f"A range is drawn from 2 to {MOST_DRAWS:,} draws; {draws:,} was asked for.",
            hint="--over-links 200",
        )


Asked = Callable[[str, bool], list[dict[str, Any]]]


def _ask(
    reader: Reader,
    measure: Measure,
    keys: Sequence[Key],
    by: Sequence[str],
    only: Mapping[str, str],
    condition: str,
    each_person: bool,
) -> list[dict[str, Any]]:
    """The counts of those people of whom a condition is true, together or each by name."""
    assert measure.held, "where a measure's periods are held is asked of everybody"
    some = replace(
        measure,
        of=_where(measure.of, condition),
        once_for_each=tuple((name, _where(query, condition)) for name, query in measure.once_for_each),
        breakdowns=(*measure.breakdowns, "person_id"),
    )
    places, periods = sorted({place for place, _, _ in keys}), sorted({period for _, period, _ in keys})
    shown = (*by, "person_id") if each_person else tuple(by)
    rows = reader.ask(question(some, places, periods, by=shown, only=only))
    for row in rows:
        levels = tuple("not stated" if row[name] is None else str(row[name]) for name in by)
        row["key"] = (row["place"], Period(row["period_start"], row["period_end"]), levels)
    return rows


def _where(query: str, condition: str) -> str:
    return f"{query} and {condition}" if " where " in query else f"{query} where {condition}"


def _whole(asked: Asked, keys: Sequence[Key]) -> tuple[Numbers, dict[Key, str]]:
    """Of each reading what is counted of the people as held, and the publisher that answers."""
    at = {key: number for number, key in enumerate(keys)}
    found = np.full((len(keys), len(PARTS)), np.nan)
    sources = {}
    for row in asked(f"person_id not in (select person_id from {MADE})", False):
        if (number := at.get(row["key"])) is not None:
            found[number] = _parts(row)
            sources[row["key"]] = row["source"]
    return found, sources


def _of_changes(
    asked: Asked, measure: Measure, drawn: Plausible, keys: Sequence[Key], sources: Mapping[Key, str]
) -> Numbers:
    """What each change does to each part of each reading: changes × readings × parts."""
    at = {key: number for number, key in enumerate(keys)}
    found = np.zeros((len(drawn.changes), len(keys), len(PARTS)))
    sign: dict[str, list[tuple[int, float]]] = {}
    for number, change in enumerate(drawn.changes):
        for person in change.persons:
            sign.setdefault(person, []).append((number, -1.0))
        for group in range(len(change.groups)):
            sign[person_of(number, group)] = [(number, 1.0)]
    for row in asked(f"person_id in (select person_id from {CHANGED})", True) if sign else ():
        key = row["key"]
        if key in at and row["source"] == sources.get(key):
            parts = np.nan_to_num(_parts(row))
            if measure.over:
                parts[PARTS.index("denominator")] = 0.0  # a stock is the same whoever is one person
            for number, by in sign[row["person_id"]]:
                found[number, at[key]] += by * parts
    return found


def _parts(row: Mapping[str, Any]) -> Numbers:
    return np.array([np.nan if row[name] is None else float(row[name]) for name in PARTS])


def _as_drawn(measure: Measure, held: Reading, counts: Numbers) -> Reading:
    given = {
        name: None if np.isnan(count) else count for name, count in zip(PARTS, counts.tolist(), strict=True)
    }
    return reading(measure, held.place, held.period, breakdown=held.breakdown, source=held.source, **given)


def _key(reading: Reading, by: Sequence[str]) -> Key:
    levels = tuple(reading.breakdown.get(name, "not stated") for name in by)
    return reference.place(reading.place).code, reading.period, levels
