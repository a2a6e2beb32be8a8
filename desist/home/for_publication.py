"""Let readings leave the partnership by themselves: protected, attacked, and entered in the ledger."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from desist.confidentiality.ledger import Publication, enter
from desist.home.protecting import TABLES, published_before
from desist.home.readings import PROTECTED, Readings
from desist.vocabulary.mistake import OperatorMistake

if TYPE_CHECKING:
    from desist.home.opened import Home


def readings_for_publication(home: Home, readings: Readings, publish: str = "") -> Readings:
    """The readings as they may be published; with ``publish``, entered in the ledger under that name."""
    from desist.quarter.for_publication import for_publication

    editions = home.folder / "editions"
    before = published_before(editions)
    if publish and publish in {each.name for each in before}:
        raise OperatorMistake(f"'{publish}' was published already.", hint="Publish it under another name.")
    now = datetime.now(UTC).replace(microsecond=0)
    safe = for_publication(home.partnership, list(readings), before, now.date())
    if publish and safe.printed:
        entry = Publication(name=publish, published=now.isoformat(), printed=safe.printed)
        enter(editions / TABLES, entry)
    return Readings(readings.measure, safe.readings, readings.by, use=PROTECTED)
