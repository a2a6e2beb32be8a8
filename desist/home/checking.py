"""Trace a figure to its passport, and verify published editions against the store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from desist.home.create import KEYS
from desist.home.publishing import published_said
from desist.publication.editions import published_editions
from desist.publication.passports import ledger
from desist.publication.passports.hashing import file_mark
from desist.publication.passports.passport import Passport
from desist.publication.passports.signing import PublicKey, load_public_key
from desist.publication.passports.trace import find_passport
from desist.publication.passports.verify import EditionCheck, verify_edition
from desist.store.erasure import erased_files
from desist.vocabulary.mark import Mark
from desist.vocabulary.mistake import OperatorMistake
from desist.vocabulary.reading import Reading

if TYPE_CHECKING:
    from desist.home.opened import Home
    from desist.quarter.reader import Reader
    from desist.quarter.revised import Key


def trace(home: Home, wanted: str) -> tuple[Path, Passport]:
    """The newest passport with the id printed beside a figure: in an edition before a draft."""
    editions, drafts = home.folder / "editions", home.folder / "drafts"
    published = [editions / each.folder for each in published_editions(editions)]
    drafted = sorted(path.parent for path in drafts.glob("[!.]*/passports.json"))
    found = find_passport(drafted + published, wanted)
    return max(found, key=lambda each: each[0].parent == editions and published.index(each[0]) + 1)


def verify(home: Home, names: Sequence[str]) -> list[EditionCheck]:
    """Check editions (all of them when none is named): every byte, every signature, every figure."""
    root = home.folder / "editions"
    known = [each.folder for each in published_editions(root)]
    for name in names:
        if name not in known:
            raise OperatorMistake(f"There is no edition '{name}'.", hint=published_said(home))
    key = load_public_key(home.folder / KEYS)
    pinned = home.partnership.signing_key or None
    erased = erased_files(home.store)
    if not known:
        return _gone(root, key)
    with closing(Again(home)) as again:
        return [
            verify_edition(
                root / name,
                replay=partial(again.compute, edition=root / name),
                inputs=partial(_landed, home, erased),
                public_key=key,
                pinned=pinned,
            )
            for name in (names or known)
        ]


def _gone(root: Path, key: PublicKey) -> list[EditionCheck]:
    """Editions that the ledger names although no folder of any edition is left."""
    path = root / ledger.NAME
    if not path.exists():
        return []
    book = ledger.read_ledger(path, key)
    lost = "the edition is in the ledger, but its folder is gone."
    return [EditionCheck(edition=each.edition, faults=(lost,), figures=()) for each in book.entries] or [
        EditionCheck(edition=ledger.NAME, faults=book.faults, figures=()) for _ in book.faults[:1]
    ]


class Again:
    """Computes published figures again, with one reader for each state of the tables."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._readers: dict[str, Reader] = {}

    def compute(
        self, passport: Passport, edition: Path, versions: Mapping[str, int] | None = None
    ) -> Sequence[Reading]:
        """The passport's readings now, under the small-number rule that the edition was made with.

        ``versions`` are those of the tables to count from, where not those that the passport names.
        """
        from desist.home.opened import Home
        from desist.quarter.protected import Protected
        from desist.quarter.replay import replay
        from desist.store.engine import NotATable

        source = Home(edition / "source")
        rule = source.partnership.small_numbers
        try:
            reader = self._reader(dict(passport.tables if versions is None else versions), source)
            return replay(passport, Protected(reader, rule, withheld=_withheld(passport)))
        except NotATable as trouble:
            raise OperatorMistake(f"a table in the store was altered: {trouble}") from trouble

    def _reader(self, versions: dict[str, int], source: Home) -> Reader:
        name = repr((sorted(versions.items()), source.access.lawful.compartments))
        if name not in self._readers:
            self._readers[name] = self._home.reader(versions, source=source)
        return self._readers[name]

    def close(self) -> None:
        for reader in self._readers.values():
            reader.close()


def _withheld(passport: Passport) -> frozenset[Key]:
    """The figures that were withheld when it was published: why, the whole report of that day decided."""
    from desist.quarter.revised import key_of

    return frozenset(key_of(each) for each in passport.readings if each.mark is Mark.CONFIDENTIAL)


def _landed(home: Home, erased: Mapping[str, str], sha256: str) -> Path | Literal["erased"] | None:
    """A file as it lies in the store, by the hash under which it came in; or that rows of it were erased.

    ``erased`` maps such a file to the hash of what the erasure left: any other content was altered.
    """
    found = sorted((home.store.folder / "landed" / sha256[:2]).glob(f"{sha256}*"))
    if sha256 in erased:
        left = file_mark(found[0]).sha256 if found else ""
        return "erased" if left == erased[sha256] else found[0] if found else None
    return found[0] if found else None
