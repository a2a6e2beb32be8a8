"""Fetch public sources from their publishers: the files asked for, and none that are here already."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from desist.contracts.catalogue import contract as contract_named
from desist.intake.answer import Wanted
from desist.intake.connection import OpenConnection, open_connection
from desist.intake.download import Line, Progress, download
from desist.intake.genuine import check_genuine
from desist.intake.holding import HOLDING, Fetch, Fetched, alone, room, wanted
from desist.intake.listing import file_name, find_link
from desist.intake.month_archive import from_archives
from desist.intake.publishers import Each, Publication, Publishers
from desist.vocabulary.mistake import OperatorMistake
from desist.vocabulary.period import Period

LARGEST_PAGE = 16 << 20


def fetch(
    name: str,
    *,
    months: Sequence[Period] = (),
    forces: Sequence[str] = (),
    into: Path,
    publishers: Publishers,
    progress: Progress,
    open_connection: OpenConnection = open_connection,
    pause: Callable[[float], object] = time.sleep,
) -> Fetch:
    """Download a source by its name ("ons.population"), or one contract of an archive ("police_uk.street").

    ``months`` are single months; an archive also needs ``forces`` ("durham"). Files land in
    ``into``/<source>; one that is there already is not fetched again. A broken download is carried
    on by the next call. Only whole files that look like what they should be get their names.
    """
    source = publishers.find(name)
    _refuse_unsaid(source, months, forces)
    line = Line(open_connection=open_connection, pause=pause, progress=progress)
    with alone(into):
        if source.each is Each.ARCHIVE:
            contracts = [name] if name in source.members else list(source.members)
            return from_archives(
                source, contracts=contracts, months=months, forces=forces, into=into, line=line
            )
        years = [""] if source.each is Each.ONCE else sorted({_year(source.each, each) for each in months})
        return Fetch(source=source, files=tuple(_single(source, year, into, line) for year in years))


def _single(source: Publication, year: str, into: Path, line: Line) -> Fetched:
    """Fetch the file of one year (or the only one) and see that it is what it should be."""
    address = source.address.format(year=year) or _listed(source, year, into, line)
    target = into / source.name / file_name(address)
    if target.exists():
        return Fetched(path=target, contract=source.contract, new=False)
    held = download(wanted(source, address, into), line)
    contract = contract_named(source.contract) if source.contract and not source.first else None
    with room(into):
        try:
            check_genuine(held, target.name, contract=contract, columns=source.columns)
        except OperatorMistake:
            held.unlink()
            raise
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(held, target)
    return Fetched(path=target, contract=source.contract, new=True)


def _listed(source: Publication, year: str, into: Path, line: Line) -> str:
    """The address of a release as its publisher's page gives it today."""
    target = into / HOLDING / f"{source.name}.html"
    page = Wanted(address=source.page, hosts=source.hosts, target=target, largest=LARGEST_PAGE, web_page=True)
    text = download(page, line).read_text(encoding="utf-8", errors="replace")
    target.unlink()
    found = find_link(source.page, text, source.link.replace("{year}", year))
    if found is None:
        raise OperatorMistake(
            f"{source.page} lists no file of {source.title}{f' for the year {year}' if year else ''}.",
            hint="Open the page; if the file has a new name, change 'link' in publishers.toml.",
        )
    return found


def _year(each: Each, month: Period) -> str:
    ends_next_year = each is Each.FINANCIAL_YEAR and month.start.month >= 4
    return str(month.start.year + 1 if ends_next_year else month.start.year)


def _refuse_unsaid(source: Publication, months: Sequence[Period], forces: Sequence[str]) -> None:
    for month in months:
        if month.months != 1:
            raise ValueError(f"{month} is not one month")
    if source.each is not Each.ONCE and not months:
        raise OperatorMistake(
            f"{source.name} is fetched by month, and no month was given.",
            hint="Say which: --from 2025-01 --to 2025-03.",
        )
    if source.each is Each.ARCHIVE and not forces:
        raise OperatorMistake(
            f"{source.name} is fetched by force, and no force was given.", hint="Say which: --force durham."
        )
