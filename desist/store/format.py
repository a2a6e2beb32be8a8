"""The store's own version: an older one says which command migrates it, a newer one is left alone."""

from __future__ import annotations

import json
from pathlib import Path

from desist.store.whole_file import write_whole
from desist.vocabulary.mistake import OperatorMistake

FORMAT = 1
MARKER = "store.json"


def check_format(store: Path) -> None:
    """Refuse, in a sentence, a store that this version of Desist cannot read as it stands."""
    if not (store / MARKER).exists():
        if any((store / part).exists() for part in ("accepted", "landed")):
            raise OperatorMistake(
                f"The store at {store} does not say which version wrote it ({MARKER} is missing).",
                hint="Restore it from a backup, or run 'desist migrate'.",
            )
        return
    found = _found(store / MARKER)
    if found > FORMAT:
        raise OperatorMistake(
            f"This store has format {found}, written by a later Desist; this one reads format {FORMAT}.",
            hint="Upgrade Desist.",
        )
    if found < FORMAT:
        raise OperatorMistake(
            f"This store has format {found}, written by an earlier Desist; this one reads format {FORMAT}.",
            hint="Run 'desist migrate' once.",
        )


def write_format(store: Path) -> None:
    """Mark a store that has no mark yet as today's format."""
    if not (store / MARKER).exists():
        store.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(store / MARKER, json.dumps({"format": FORMAT}) + "\n")


def migrate(store: Path) -> str:
    """Bring a store to today's format; says in a sentence what was done."""
    if not (store / MARKER).exists():
        # Format 1 is the only one there has been, so a store without its marker has that format.
        write_format(store)
        return f"Marked the store as format {FORMAT}."
    found = _found(store / MARKER)
    if found == FORMAT:
        return f"Nothing to do: the store already has format {FORMAT}."
    raise OperatorMistake(f"There is no way from store format {found} to {FORMAT}.")


def _found(marker: Path) -> int:
    try:
        return int(json.loads(marker.read_text(encoding="utf-8"))["format"])
    except (ValueError, KeyError, TypeError) as trouble:
        raise OperatorMistake(f"{marker} cannot be read.", hint="Restore it from a backup.") from trouble
