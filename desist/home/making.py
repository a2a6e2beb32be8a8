"""Make a report in memory: from a partnership's files and its store to four files' bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desist.publication.editions import Edition, corrected, next_edition, published_editions
from desist.publication.passports.manifest import read_manifest
from desist.publication.passports.written import read_passports
from desist.vocabulary.mistake import OperatorMistake
from desist.vocabulary.period import Every, Period, ending

if TYPE_CHECKING:
    from desist.home.opened import Home
    from desist.partnership.plan import Kpq
    from desist.publication.claims.finding import Finding
    from desist.publication.document import Report
    from desist.publication.passports.passport import Passport
    from desist.quarter.safely import Safe

FORMATS = ("html", "pdf", "docx", "ods")
Progress = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class Made:
    """A report as it was made: its folder, its files, what the claim rules found."""

    folder: Path
    files: tuple[Path, ...]
    findings: tuple[Finding, ...]
    unchanged: bool = False
    attacked: str = ""  # what the attack on a publication found, in a sentence


def quarter_ending(text: str) -> Period:
    """The quarter that ends in a month written 2025-03."""
    period = ending(text, Every.QUARTER)
    if period.end.month % 3:
        near = next(month for month in (3, 6, 9, 12) if month >= period.end.month)
        quarters = "Quarters end in March, June, September and December"
        raise OperatorMistake(
            f"No quarter ends in {period.end:%B %Y}.",
            hint=f"{quarters}, as in --quarter {period.end.year}-{near:02d}.",
        )
    return period


def build_report(
    home: Home,
    source: Home,
    quarter: Period,
    kpqs: Sequence[Kpq],
    *,
    draft: bool,
    now: datetime,
    progress: Progress,
    correction: str = "",
    versions: Mapping[str, int] | None = None,
    edition: Edition | None = None,
) -> Safe:
    """Build the document and passports of one report, protected and attacked.

    ``source`` is where the partnership's files and narrative are read from: an edition keeps its own.
    ``versions`` are the tables' versions, the newest when left out; ``edition`` is the edition to be.
    """
    from desist.home.protecting import published_before
    from desist.quarter.order import Order, span
    from desist.quarter.safely import build_safely

    editions = home.folder / "editions"
    this = edition or next_edition(editions, quarter=f"{quarter.end:%Y-%m}", kpqs=span(kpqs))
    was = corrected(editions, this) if this.number > 1 else None
    order = Order(
        quarter=quarter,
        kpqs=tuple(kpqs),
        edition="Draft" if draft else f"Edition {this.number}",
        draft=draft,
        now=now.replace(microsecond=0),  # typesetting knows no finer time
        correction=correction,
        corrects=was[1] if was else (),
        before=_before(editions, this, now),
    )
    progress("reading and judging")
    with closing(home.reader(dict(versions) if versions is not None else None, source=source)) as reader:
        earlier = published_before(editions, this.folder)
        return build_safely(source.partnership, reader, order, earlier)


def _before(editions: Path, this: Edition, now: datetime) -> tuple[Passport, ...]:
    """The last report on the same questions, as it stood when this one was published."""
    earlier = [
        each
        for each in published_editions(editions, kpqs=this.kpqs)
        if each.quarter < this.quarter
        and datetime.fromisoformat(read_manifest(editions / each.folder).published) < now
    ]
    return read_passports(editions / earlier[-1].folder) if earlier else ()


def rendered(report: Report, progress: Progress) -> dict[str, bytes]:
    """The report in its four formats, by file name."""
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
