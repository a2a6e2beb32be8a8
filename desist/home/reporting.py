"""Make a partnership's reports: drafts that may change, editions that may not, and checks of both."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desist.home.create import KEYS
from desist.publication.editions import Edition, corrected, next_edition, published_editions
from desist.publication.passports.passport import Passport
from desist.publication.passports.written import read_passports
from desist.vocabulary.mistake import OperatorMistake
from desist.vocabulary.period import Every, Period, ending
from desist.vocabulary.version import VERSION

if TYPE_CHECKING:
    from desist.home.opened import Home
    from desist.publication.claims.finding import Finding
    from desist.publication.document import Report
    from desist.quarter.build import Built

FORMATS = ("html", "pdf", "docx", "ods")
OWN_FILES = ("partnership.toml", "plan.toml", "breaks.toml", "sources.toml")
Progress = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class Made:
    """A report as it was made: its folder, its files, what the claim rules found."""

    folder: Path
    files: tuple[Path, ...]
    findings: tuple[Finding, ...]
    unchanged: bool = False


def quarter_ending(text: str) -> Period:
    """The quarter that ends in a month written 2025-03."""
    period = ending(text, Every.QUARTER)
    if period.end.month % 3:
        near = [month for month in (3, 6, 9, 12) if month >= period.end.month][0]
        raise OperatorMistake(
            f"No quarter ends in {period.end:%B %Y}.",
            hint=f"Quarters end in March, June, September and December, as in --quarter {period.end.year}-{near:02d}.",
        )
    return period


def draft(home: Home, quarter: str, kpq: str, *, now: datetime, progress: Progress) -> Made:
    """Build a draft into the partnership's drafts folder; one that would be the same is left as it is."""
    from desist.quarter.build import kpqs_asked

    period = quarter_ending(quarter)
    kpqs = kpqs_asked(home.partnership, period, kpq)
    folder = home.folder / "drafts" / Edition(quarter=quarter, kpqs=_span([each.number for each in kpqs])).folder
    folder = folder.with_name(folder.name.rsplit("_edition", 1)[0])
    state = _state(home, quarter, [each.number for each in kpqs])
    record = folder / "state.json"
    files = tuple(folder / f"report.{kind}" for kind in FORMATS)
    if record.exists() and all(path.exists() for path in files):
        kept = json.loads(record.read_text(encoding="utf-8"))
        if kept.get("state") == state:
            return Made(folder=folder, files=files, findings=(), unchanged=True)
    built = _build(home, home, quarter, kpq, edition="Draft", draft=True, now=now, progress=progress)
    part = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    for name, content in _rendered(built.report, progress).items():
        (part / name).write_bytes(content)
    from desist.publication.passports.written import write_passports

    write_passports(part, built.passports)
    (part / "state.json").write_text(json.dumps({"state": state}), encoding="utf-8")
    if folder.exists():
        shutil.rmtree(folder)
    os.replace(part, folder)
    return Made(folder=folder, files=files, findings=built.findings)


def publish(home: Home, quarter: str, kpq: str, *, now: datetime, reason: str, progress: Progress) -> Made:
    """Freeze a report as an edition: signed, entered in the ledger, and never changed again."""
    from desist.publication.editions import publish_edition
    from desist.publication.passports.seal import signed
    from desist.publication.passports.signing import load_key
    from desist.quarter.build import kpqs_asked

    key = load_key(home.folder / KEYS)
    period = quarter_ending(quarter)
    numbers = [each.number for each in kpqs_asked(home.partnership, period, kpq)]
    edition = next_edition(home.folder / "editions", quarter=quarter, kpqs=_span(numbers))
    if edition.number > 1 and not reason:
        raise OperatorMistake(
            f"Edition {edition.number - 1} of this report is published and frozen.",
            hint='Publish a correction and say what was wrong: --correction "…".',
        )
    now = now.replace(microsecond=0)
    label = f"Edition {edition.number}"
    built = _build(home, home, quarter, kpq, edition=label, draft=False, now=now, progress=progress, correction=reason)
    files: dict[str, bytes | Path] = dict(_rendered(built.report, progress))
    files |= {f"source/{name}": home.folder / name for name in OWN_FILES}
    files |= {f"source/reports/{quarter}/{path.name}": path for path in built.narratives if path.is_file()}
    folder = publish_edition(
        home.folder / "editions",
        edition,
        partnership=home.partnership.name,
        files=files,
        passports=[signed(each, key) for each in built.passports],
        tables=built.versions,
        published=now,
        desist=VERSION,
        key=key,
        reason=reason,
    )
    return Made(
        folder=folder, files=tuple(folder / f"report.{kind}" for kind in FORMATS), findings=built.findings
    )


def rebuild(home: Home, name: str, *, progress: Progress) -> dict[str, str]:
    """Build a published edition again from its own sources and table versions; file → same or different."""
    from desist.home.opened import Home
    from desist.publication.editions import edition_named
    from desist.publication.passports.hashing import file_mark
    from desist.publication.passports.manifest import read_manifest

    edition = edition_named(name)
    folder = home.folder / "editions" / name
    if edition is None or not folder.is_dir():
        raise OperatorMistake(f"There is no edition '{name}'.", hint=_known(home))
    manifest = read_manifest(folder)
    source = Home(folder / "source")
    built = _build(
        home,
        source,
        edition.quarter,
        edition.kpqs,
        edition=f"Edition {edition.number}",
        draft=False,
        now=datetime.fromisoformat(manifest.published),
        progress=progress,
        correction=manifest.reason,
        versions=manifest.tables,
        upto=edition,
    )
    answers = {}
    for file, content in _rendered(built.report, progress).items():
        same = hashlib.sha256(content).hexdigest() == file_mark(folder / file).sha256
        answers[file] = "same" if same else "different"
    return answers


def editions(home: Home) -> list[Path]:
    """The folders of published editions, oldest first, then of drafts."""
    published = [home.folder / "editions" / each.folder for each in published_editions(home.folder / "editions")]
    drafts = sorted(path.parent for path in (home.folder / "drafts").glob("*/passports.json"))
    return published + drafts


def _build(
    home: Home,
    source: Home,
    quarter: str,
    kpq: str,
    *,
    edition: str,
    draft: bool,
    now: datetime,
    progress: Progress,
    correction: str = "",
    versions: Mapping[str, int] | None = None,
    upto: Edition | None = None,
) -> Built:
    """``source`` is where the partnership's files and narrative are read from: an edition keeps its own."""
    from desist.quarter.build import Order, build, kpqs_asked

    period = quarter_ending(quarter)
    kpqs = kpqs_asked(source.partnership, period, kpq)
    span = _span([each.number for each in kpqs])
    earlier = published_editions(home.folder / "editions", kpqs=span)
    before = [each for each in earlier if each.quarter < quarter]
    this = upto or next_edition(home.folder / "editions", quarter=quarter, kpqs=span)
    was = corrected(home.folder / "editions", this) if not draft or this.number > 1 else None
    order = Order(
        quarter=period,
        kpqs=kpqs,
        edition=edition,
        draft=draft,
        now=now.replace(microsecond=0),  # typesetting knows no finer time
        correction=correction,
        corrects=was[1] if was else (),
        before=_passports(home, before),
    )
    progress("reading and judging")
    reader = home.reader(dict(versions) if versions is not None else None)
    try:
        return build(source.partnership, reader, order)
    finally:
        reader.close()


def _rendered(report: Report, progress: Progress) -> dict[str, bytes]:
    from desist.publication.docx import render_docx
    from desist.publication.html import render_html
    from desist.publication.ods import render_ods
    from desist.publication.pdf import render_pdf

    progress("writing HTML")
    files = {"report.html": render_html(report).encode("utf-8")}
    progress("writing PDF")
    files["report.pdf"] = render_pdf(report)
    progress("writing DOCX")
    files["report.docx"] = render_docx(report, timestamp=report.timestamp)
    progress("writing ODS")
    files["report.ods"] = render_ods(report, timestamp=report.timestamp)
    return files


def _passports(home: Home, before: Sequence[Edition]) -> tuple[Passport, ...]:
    return read_passports(home.folder / "editions" / before[-1].folder) if before else ()


def _span(numbers: Sequence[int]) -> str:
    if len(numbers) > 1 and list(numbers) == list(range(numbers[0], numbers[-1] + 1)):
        return f"{numbers[0]}-{numbers[-1]}"
    return "-".join(str(number) for number in numbers)


def _state(home: Home, quarter: str, kpqs: Sequence[int]) -> str:
    """A hash of everything a report is made from: files, data versions, questions, program."""
    digest = hashlib.sha256(json.dumps([VERSION, _code(), quarter, list(kpqs), home.store.versions()]).encode())
    own = [home.folder / name for name in OWN_FILES]
    told = sorted((home.folder / "reports" / quarter).glob("*"))
    published = sorted((home.folder / "editions").glob("*/manifest.json"))
    for path in [*own, *told, *published]:
        if path.is_file():
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _code() -> str:
    """When the program's own files were last changed, so that a newer Desist builds a draft anew."""
    package = Path(__file__).resolve().parent.parent
    newest = max(path.stat().st_mtime_ns for path in package.rglob("*") if path.suffix != ".pyc")
    return str(newest)


def _known(home: Home) -> str:
    names = [each.folder for each in published_editions(home.folder / "editions")]
    return f"Published are: {', '.join(names)}." if names else "Nothing is published yet."
