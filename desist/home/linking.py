"""Who is one person, asked of an opened partnership: link, say what changed, how sure it is."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from desist.home.opened import Home
    from desist.home.readings import Readings
    from desist.home.reviewing import Review
    from desist.home.touched import Touched
    from desist.linkage.link import Progress
    from desist.linkage.run import Ran

IDENTITIES, LINK = "agency.identities", "linkage.person_link"


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
        for each in self.review._changed(run):
            kinds = found.setdefault(each["run"], {})
            kinds[each["kind"]] = kinds.get(each["kind"], 0) + 1
        return found

    def figures_touched(self, run: str = "") -> list[Touched]:
        """The figures, held and published, that a run (the newest) made say something else."""
        from desist.home.touched import figures_touched

        return figures_touched(self._home, run)

    def over_links(self, name: str, *, draws: int, seed: int = 1, **asked: Any) -> Readings:
        """The readings of a measure, each with its range ``over_links``; ``asked`` as in `Home.measure`.

        Each draw divides the doubtful records into people as often as the evidence says; the range holds 95%
        of draws.
        """
        from desist.home.readings import Readings
        from desist.measures.catalogue import measure
        from desist.quarter.over_links import link_range, refuse_without_persons

        about = measure(name)
        refuse_without_persons(about)
        held = self._home.measure(name, **asked)
        only, on = dict(asked.get("only") or {}), asked.get("organisations_on")
        by = [each for each in held.by if each not in only]
        instead = self._home.organisations.instead(on, asked.get("as_known_on")) if on else None
        with closing(self._home.reader(instead=instead)) as reader:
            drawn = reader.over_links.readings(about, list(held), by=by, only=only, draws=draws, seed=seed)
        ranged = [
            replace(each, over_links=link_range([one[at] for one in drawn], each, draws=draws, seed=seed))
            for at, each in enumerate(held)
        ]
        return Readings(about, ranged, held.by)
