"""Editions: reports that were published, frozen for good, and can be built again to the same bytes."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desist.home.create import KEYS
from desist.home.making import FORMATS, Made, Progress, build_report, quarter_ending, rendered
from desist.home.protecting import CELLS
from desist.home.state import OWN_FILES
from desist.partnership.lawful import ACCESS, compartments_toml
from desist.publication.editions import (
    Edition,
    edition_named,
    next_edition,
    publish_edition,
    published_editions,
    rebuilt_differently,
)
from desist.publication.passports.manifest import read_manifest
from desist.publication.passports.seal import signed
from desist.publication.passports.signing import SigningKey, load_key
from desist.publication.passports.verify import Answer
from desist.publication.passports.written import NAME, passports_bytes, read_passports
from desist.vocabulary.mistake import OperatorMistake
from desist.vocabulary.version import VERSION

if TYPE_CHECKING:
    from desist.home.opened import Home
    from desist.quarter.safely import Safe


def publish(home: Home, quarter: str, kpq: str, *, now: datetime, reason: str, progress: Progress) -> Made:
    """Freeze a report as an edition: signed, entered in the ledger, and never changed again."""
    from desist.quarter.order import kpqs_asked, span

    key = _own_key(home)
    period = quarter_ending(quarter)
    kpqs = kpqs_asked(home.partnership.plan, period, kpq)
    editions = home.folder / "editions"
    edition = next_edition(editions, quarter=f"{period.end:%Y-%m}", kpqs=span(kpqs))
    _refuse_wrong_order(edition.number, reason)
    files: dict[str, bytes | Path] = {
        f"source/{name}": (home.folder / name).read_bytes() for name in OWN_FILES
    }
    # What figures leave out belongs to their definition; who may see rows, and by which account, does not.
    if apart := compartments_toml(home.access.lawful.compartments):
        files[f"source/{ACCESS}"] = apart.encode("utf-8")
    for path in sorted((home.folder / "reports" / edition.quarter).glob("*")):
        if path.is_file():
            files[f"source/reports/{edition.quarter}/{path.name}"] = path.read_bytes()
    now = now.replace(microsecond=0)
    safe = build_report(
        home,
        home,
        period,
        kpqs,
        draft=False,
        now=now,
        progress=progress,
        correction=reason.strip(),
        edition=edition,
    )
    built = safe.built
    folder = publish_edition(
        editions,
        edition,
        partnership=home.partnership.name,
        files={**rendered(built.report, progress), **files, CELLS: _cells(edition, now, safe)},
        passports=[signed(each, key) for each in built.passports],
        tables=built.versions,
        published=now,
        desist=VERSION,
        key=key,
        reason=reason.strip(),
    )
    return Made(
        folder=folder,
        files=tuple(folder / f"report.{kind}" for kind in FORMATS),
        findings=built.findings,
        attacked=_attacked(safe),
    )


def rebuild(home: Home, name: str, *, progress: Progress) -> dict[str, str]:
    """Build a published edition again from its own sources and table versions; file → same or different.

    A file that differs where rows of the edition's inputs were erased is answered "inputs lawfully erased".
    """
    from desist.home.opened import Home
    from desist.quarter.order import kpqs_asked

    edition = edition_named(name)
    folder = home.folder / "editions" / name
    if edition is None or not folder.is_dir():
        raise OperatorMistake(f"There is no edition '{name}'.", hint=published_said(home))
    manifest = read_manifest(folder)
    source = Home(folder / "source")
    period = quarter_ending(edition.quarter)
    safe = build_report(
        home,
        source,
        period,
        kpqs_asked(source.partnership.plan, period, edition.kpqs),
        draft=False,
        now=datetime.fromisoformat(manifest.published),
        progress=progress,
        correction=manifest.reason,
        versions=manifest.tables,
        edition=edition,
    )
    built = safe.built
    files = rendered(built.report, progress)
    if (folder / CELLS).exists():
        files[CELLS] = _cells(edition, datetime.fromisoformat(manifest.published), safe)
    key = _own_key(home)
    if key.public.fingerprint == manifest.signer:
        files[NAME] = passports_bytes(signed(each, key) for each in built.passports)
    different = rebuilt_differently(folder, files)
    # Whether a difference comes from what was erased or from anything else cannot be told any more.
    why = Answer.ERASED if _inputs_erased(home, folder) else Answer.DIFFERENT
    return {file: str(why if file in different else Answer.SAME) for file in files}


def _inputs_erased(home: Home, folder: Path) -> bool:
    """Whether rows of a file that the edition was made from were erased as the law asks."""
    from desist.store.erasure import erased_files

    erased = erased_files(home.store)
    return bool(erased) and any(
        each.sha256 in erased for passport in read_passports(folder) for each in passport.inputs
    )


def _attacked(safe: Safe) -> str:
    """How the attack on the edition ended; one that recovers anything has stopped it before."""
    found, before = safe.attacked, safe.publications
    held = f"held against {before} earlier publication{'' if before == 1 else 's'}"
    return (
        f"Attacked, {held}: {found.printed} counts of people are printed and {found.withheld} withheld; "
        "none of those can be worked out."
    )


def _cells(edition: Edition, now: datetime, safe: Safe) -> bytes:
    """What an edition prints of people, cell by cell, against which every later one is checked."""
    from desist.confidentiality.ledger import Publication, publication_bytes

    found = Publication(name=edition.folder, published=now.isoformat(), printed=safe.printed)
    return publication_bytes(found)


def published_said(home: Home) -> str:
    """Which editions there are, as a hint."""
    names = [each.folder for each in published_editions(home.folder / "editions")]
    return f"Published are: {', '.join(names)}." if names else "Nothing is published yet."


def _own_key(home: Home) -> SigningKey:
    """The key that signs; never another than the one that partnership.toml names."""
    key = load_key(home.folder / KEYS)
    pinned = home.partnership.signing_key
    if pinned and pinned != key.public.fingerprint:
        raise OperatorMistake(
            f"The key in {home.folder / KEYS} is not the one that partnership.toml names as signing_key.",
            hint="Put the partnership's own key back; nobody could trust an edition signed by another.",
        )
    return key


def _refuse_wrong_order(number: int, reason: str) -> None:
    if number > 1 and not reason.strip():
        raise OperatorMistake(
            f"Edition {number - 1} of this report is published and frozen.",
            hint='Publish a correction and say what was wrong: --correction "…".',
        )
    if number == 1 and reason.strip():
        raise OperatorMistake(
            "There is no published edition of this report to correct.", hint="Publish it with --publish."
        )
