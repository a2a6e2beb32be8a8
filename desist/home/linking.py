"""Who is one person, asked of an opened partnership: link, say what changed, how sure it is."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from desist.vocabulary.mistake import OperatorMistake

if TYPE_CHECKING:
    from desist.home.opened import Home
    from desist.home.reviewing import Review
    from desist.home.touched import Touched
    from desist.linkage.link import Progress
    from desist.linkage.run import Ran
    from desist.vocabulary.reading import Reading

IDENTITIES, LINK = "agency.identities", "linkage.person_link"


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

    @cached_property
    def review(self) -> Review:
        """Doubtful pairs, decisions and changes one by one, through the door; see `desist link review`."""
        from desist.home.reviewing import Review

        return Review(self._home)

    def run(
        self,
        *,
        reason: str,
        anew: bool = False,
        user: str = "",
        progress: Progress = lambda said: None,
        now: datetime | None = None,
    ) -> Ran:
        """Link everybody in the agencies' identities, for a reason that is logged; see `desist link run`."""
        from desist.home.door import Told
        from desist.linkage.held import KNOWN
        from desist.linkage.run import run

        store = self._home.store

        def done() -> tuple[Ran, Told]:
            moment, pairs_on = now or datetime.now(UTC), self._home.engine
            ran = run(store, moment, anew=anew, progress=progress, pairs_on=pairs_on)
            return ran, Told(rows=ran.references, about=ran.id)

        read = [name for name in (IDENTITIES, KNOWN) if name in store.versions()]
        return self._home.access.combined([*read, LINK], done, reason=reason, user=user)

    def changes(self, run: str = "") -> dict[str, dict[str, int]]:
        """How many persons each run merged, split or moved; ``review.changes`` says whom."""
        found: dict[str, dict[str, int]] = {}
        for each in self.review.changed(run):
            kinds = found.setdefault(each["run"], {})
            kinds[each["kind"]] = kinds.get(each["kind"], 0) + 1
        return found

    def figures_touched(self, run: str = "") -> list[Touched]:
        """The figures, held and published, that a run (the newest) made say something else."""
        from desist.home.touched import figures_touched

        return figures_touched(self._home, run)

    def over_links(self, name: str, *, draws: int, seed: int = 1, **asked: Any) -> list[Range]:
        """The readings of a measure over plausible links; ``asked`` as in `Home.measure`.

        Each draw lets every doubtful pair fall out by its own probability; the range holds 95% of draws.
        """
        from desist.access.persons import TABLES
        from desist.linkage.uncertainty import drawn
        from desist.measures.catalogue import measure

        if draws < 2:
            raise OperatorMistake("A range needs two draws at least.", hint="--over-links 200")
        if not set(measure(name).contracts) & set(TABLES):
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
