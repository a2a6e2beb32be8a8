"""Let readings leave the partnership by themselves: protected, attacked, and entered in the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from desist.confidentiality.ledger import Publication, enter
from desist.home.protecting import TABLES, published_before
from desist.home.readings import PROTECTED, Readings
from desist.partnership.fit import FOLLOWED
from desist.vocabulary.mistake import OperatorMistake
from desist.vocabulary.reading import Reading

if TYPE_CHECKING:
    from desist.home.opened import Home
    from desist.measures.reoffending.provisional import Provisional
    from desist.quarter.reoffending.nowcasts import Nowcasts


def readings_for_publication(home: Home, readings: Readings, publish: str = "") -> Readings:
    """The readings as they may be published; with ``publish``, entered in the ledger under that name."""
    safe = _protected(home, list(readings), publish)
    return Readings(readings.measure, safe, readings.by, use=PROTECTED)


def nowcasts_for_publication(home: Home, found: Nowcasts, publish: str = "") -> Nowcasts:
    """Nowcasts as they may be published: nothing of a cohort whose rate so far may not be printed.

    Each cohort counts as the reading of the rate that it is. The cohort of a year before, as it stood,
    is left out: it would be a second figure of the same people.
    """
    safe = _protected(home, [_reading(found, each) for each in found.cohorts], publish)
    cohorts = tuple(
        replace(each, year_before=None) if one.available else _silent(each, one)
        for each, one in zip(found.cohorts, safe, strict=True)
    )
    return replace(found, cohorts=cohorts)


def _reading(found: Nowcasts, cohort: Provisional) -> Reading:
    return Reading(
        measure=FOLLOWED,
        place=found.place,
        period=cohort.period,
        breakdown={found.by: cohort.level} if found.by else {},
        numerator=cohort.proven,
        denominator=cohort.people,
        value=cohort.so_far,
        mark=cohort.mark,
        why=cohort.why,
    )


def _silent(cohort: Provisional, reading: Reading) -> Provisional:
    """A cohort of which nothing is printed, and why."""
    return replace(
        cohort,
        people=None,
        proven=None,
        so_far=None,
        rate=None,
        lower=None,
        upper=None,
        expected=None,
        awaiting_proof=None,
        still_at_risk=None,
        year_before=None,
        mark=reading.mark,
        why=reading.why or cohort.why,
    )


def _protected(home: Home, true: Sequence[Reading], publish: str) -> tuple[Reading, ...]:
    from desist.quarter.for_publication import for_publication

    editions = home.folder / "editions"
    before = published_before(editions)
    if publish and publish in {each.name for each in before}:
        raise OperatorMistake(f"'{publish}' was published already.", hint="Publish it under another name.")
    now = datetime.now(UTC).replace(microsecond=0)
    safe = for_publication(home.partnership, true, before, now.date())
    if publish and safe.printed:
        entry = Publication(name=publish, published=now.isoformat(), printed=safe.printed)
        enter(editions / TABLES, entry)
    return safe.readings
