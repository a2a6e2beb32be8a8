"""Legal holds: persons whose rows may not be erased. They stand in the log, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable

from desist.access.log import Line

SET = "legal hold set"
LIFTED = "legal hold lifted"


def held(lines: Iterable[Line]) -> frozenset[str]:
    """The pseudonyms of all persons under a legal hold, as the log tells."""
    found: set[str] = set()
    for each in lines:
        if each.entry.refused:
            continue
        if each.entry.about == SET:
            found |= set(each.entry.whose)
        elif each.entry.about == LIFTED:
            found -= set(each.entry.whose)
    return frozenset(found)
