"""Read measures as they may be published: small numbers withheld, revised figures marked, nothing twice."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from desist.confidentiality.small_numbers import protect, shield
from desist.measures.catalogue import CATALOGUE
from desist.measures.definition import held_sql
from desist.partnership.office import SmallNumbers
from desist.quarter.linked import LINK
from desist.quarter.over_links import OverLinks, link_range
from desist.quarter.reader import InputFile
from desist.quarter.revised import Key, aged_key, key_of
from desist.vocabulary.measure import Measure
from desist.vocabulary.period import Period
from desist.vocabulary.reading import Reading


class Reads(Protocol):
    """Whatever gives readings from the store at fixed versions."""

    @property
    def engine(self) -> str: ...

    @property
    def versions(self) -> Mapping[str, int]: ...

    @property
    def over_links(self) -> OverLinks: ...

    def read(
        self,
        measure: Measure,
        places: Sequence[str],
        periods: Sequence[Period],
        *,
        by: Sequence[str] = (),
        only: Mapping[str, str] | None = None,
        at_age: int | None = None,
    ) -> list[Reading]: ...

    def held(self, measure: Measure, place: str) -> list[Period]: ...

    def inputs(self, contract: str) -> list[InputFile]: ...


class Protected:
    """A reader whose every reading has passed the partnership's small-number rule.

    All that a report shows, compares or writes into a passport is read through it, so that a withheld
    number can reach neither a signal's reason nor a chart's text alternative.
    """

    def __init__(
        self,
        reader: Reads,
        rule: SmallNumbers,
        marked: Callable[[Reading], Reading] = lambda reading: reading,
        withheld: Collection[Key] = frozenset(),
    ) -> None:
        """``marked`` adds the mark of a revised figure where this edition corrects another.

        ``withheld`` are the figures that would tell a smaller one, and so are withheld beside it.
        """
        self._reader = reader
        self._rule = rule
        self._marked = marked
        self._withheld = withheld
        self.true: dict[Key, Reading] = {}  # as they were read, for the check of the whole report
        self.aged: dict[Key, tuple[Reading, Reading]] = {}  # as they once stood: the true one, the protected
        self._readings: dict[tuple[object, ...], list[Reading]] = {}
        self._held: dict[tuple[str, str], list[Period]] = {}
        self._inputs: dict[str, list[InputFile]] = {}

    @property
    def engine(self) -> str:
        return self._reader.engine

    @property
    def versions(self) -> Mapping[str, int]:
        return self._reader.versions

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
        levels = tuple(sorted((only or {}).items()))
        key = (measure.name, tuple(places), tuple(periods), tuple(by), levels, at_age)
        if key not in self._readings:
            found = self._reader.read(measure, places, periods, by=by, only=only, at_age=at_age)
            keys = [key_of(each) if at_age is None else aged_key(each, at_age) for each in found]
            safe = [
                shield(each) if name in self._withheld else each
                for name, each in zip(keys, protect(found, self._rule, CATALOGUE), strict=True)
            ]
            if at_age is None:
                self.true |= dict(zip(keys, found, strict=True))
            else:
                self.aged |= dict(zip(keys, zip(found, safe, strict=True), strict=True))
            # A figure as it once stood was never printed, so no correction revises it.
            self._readings[key] = safe if at_age is not None else [self._marked(each) for each in safe]
        return list(self._readings[key])

    @property
    def over_links(self) -> OverLinks:
        return self._reader.over_links

    def with_range(self, reading: Reading, *, draws: int, seed: int) -> Reading:
        """A reading that was read here, with its range over plausible links, where any are held.

        A withheld figure has no range; nor has one that is too small to be shown in any of the draws.
        """
        if LINK not in self.versions or not reading.available:
            return reading
        measure, true = CATALOGUE[reading.measure], self.true[key_of(reading)]
        drawn = self.over_links.readings(measure, [true], only=reading.breakdown, draws=draws, seed=seed)
        safe = protect([each for (each,) in drawn], self._rule, CATALOGUE)
        found = link_range(safe, reading, draws=draws, seed=seed)
        return replace(reading, over_links=found)

    def held(self, measure: Measure, place: str) -> list[Period]:
        """Measures of one query are held for the same periods, so they are asked about once."""
        key = (held_sql(measure), place)
        if key not in self._held:
            self._held[key] = self._reader.held(measure, place)
        return self._held[key]

    def inputs(self, contract: str) -> list[InputFile]:
        if contract not in self._inputs:
            self._inputs[contract] = self._reader.inputs(contract)
        return self._inputs[contract]
