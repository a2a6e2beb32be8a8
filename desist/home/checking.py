"""Trace a figure to its passport, and verify published editions against the store."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desist.home.create import KEYS
from desist.home.reporting import editions
from desist.publication.editions import published_editions
from desist.publication.passports.passport import Passport
from desist.publication.passports.signing import load_public_key
from desist.publication.passports.trace import find_passport
from desist.publication.passports.verify import EditionCheck, verify_edition
from desist.vocabulary.mistake import OperatorMistake
from desist.vocabulary.reading import Reading

if TYPE_CHECKING:
    from desist.home.opened import Home
    from desist.quarter.reader import Reader


def trace(home: Home, wanted: str) -> tuple[Path, Passport]:
    """The newest passport with the id printed beside a figure: in an edition before a draft."""
    found = find_passport(editions(home), wanted)
    published = [each for each in found if each[0].parent.name == "editions"]
    return (published or found)[-1]


def verify(home: Home, names: Sequence[str]) -> list[EditionCheck]:
    """Check editions (all of them when none is named): every byte, every signature, every figure."""
    from desist.quarter.passports import replay

    root = home.folder / "editions"
    known = [each.folder for each in published_editions(root)]
    for name in names:
        if name not in known:
            raise OperatorMistake(
                f"There is no edition '{name}'.",
                hint=f"Published are: {', '.join(known)}." if known else "Nothing is published yet.",
            )
    key = load_public_key(home.folder / KEYS)
    pinned = home.partnership.signing_key or None
    readers: dict[str, Reader] = {}

    def again(passport: Passport) -> Sequence[Reading]:
        versions = dict(passport.tables)
        name = repr(sorted(versions.items()))
        if name not in readers:
            readers[name] = home.reader(versions)
        return replay(passport, readers[name])

    def landed(sha256: str) -> Path | None:
        found = sorted((home.store.folder / "landed" / sha256[:2]).glob(f"{sha256}*"))
        return found[0] if found else None

    try:
        return [
            verify_edition(root / name, replay=again, inputs=landed, public_key=key, pinned=pinned)
            for name in (names or known)
        ]
    finally:
        for reader in readers.values():
            reader.close()
