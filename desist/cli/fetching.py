"""Bring public sources in from their publishers: fetch."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from desist.cli.main import Folder, app, opened, say
from desist.cli.progress import progress
from desist.vocabulary.mistake import OperatorMistake, nearest
from desist.vocabulary.period import Every, Period, month

if TYPE_CHECKING:
    from desist.home.opened import Home
    from desist.intake.holding import Fetch
    from desist.intake.publishers import Publishers

FETCHED = "fetched"  # the folder of a partnership in which downloads are kept


@app.command()
def fetch(
    source: str = typer.Argument(
        "", help="What to fetch, such as police_uk.street; --list shows what there is."
    ),
    months: str = typer.Option(
        "", help="Which months, for what is published by month or year: 2025-01..2025-03."
    ),
    forces: str = typer.Option("", help="Which forces, as durham,cleveland; default the partnership's own."),
    show_list: bool = typer.Option(False, "--list", help="List what can be fetched, from whom."),
    no_load: bool = typer.Option(False, "--no-load", help="Only download; load nothing."),
    addresses: Path | None = typer.Option(
        None, help="A file of addresses other than the one Desist comes with."
    ),
    folder: Path | None = Folder,
) -> None:
    """Download a public source from its publisher, check it, and load it.

    Files are kept in the partnership's folder, under 'fetched'; one that is there already is not
    downloaded again, and a download that broke off is carried on from where it stopped. Sources
    that are published by month or by year need --months.

    Example: desist fetch police_uk.street --months 2025-01..2025-03
    """
    from desist.intake.fetch import fetch as bring
    from desist.intake.publishers import PUBLISHERS, Each, read_publishers

    publishers = read_publishers(addresses or PUBLISHERS)
    if show_list:
        _list(publishers)
        return
    if not source:
        raise OperatorMistake("No source was named.", hint="'desist fetch --list' shows what can be fetched.")

    home = opened(folder)
    about = publishers.find(source)
    wanted = list(_months(months))
    if about.each is not Each.ONCE and not wanted:
        raise OperatorMistake(
            f"{source} is published by month or year, and no month was named.",
            hint="Say which: --months 2025-01..2025-03.",
        )
    with progress(f"Fetching {source}") as show:
        brought = bring(
            source,
            months=wanted,
            forces=_forces(forces, home) if about.each is Each.ARCHIVE else (),
            into=home.folder / FETCHED,
            publishers=publishers,
            progress=_megabytes(show),
        )
    for sentence in brought.absent:
        say(sentence)
    for file in brought.files:
        print(f"{file.path}: {'fetched' if file.new else 'here already'}.")
    if not brought.files:
        raise OperatorMistake("Nothing of what was asked for is published.")
    if about.first:
        say(f"Not loaded, for it needs a hand first. {about.first}")
    elif not no_load:
        _load(brought, home)


def _load(brought: Fetch, home: Home) -> None:
    """Load what came, contract by contract; trouble with one does not keep the others out."""
    trouble: list[OperatorMistake] = []
    for contract, files in groupby(
        sorted(brought.files, key=lambda each: each.contract), lambda each: each.contract
    ):
        try:
            with progress(f"Loading {contract}") as show:
                done = home.load(contract, [each.path for each in files], progress=show)
        except OperatorMistake as mistake:
            trouble.append(mistake)
            continue
        if done.files:
            print(
                f"{contract}: {done.rows_read:,} rows read, {done.rows_accepted:,} accepted, "
                f"{done.rows_quarantined:,} quarantined. Version {done.version}, load {done.id}."
            )
        else:
            print(f"{contract}: already loaded, to the byte; nothing changed.")
    for earlier in trouble[:-1]:
        say(f"desist: {earlier}")
    if trouble:
        raise trouble[-1]


def _months(text: str) -> Iterator[Period]:
    """The single months of '2025-01', '2025-01..2025-03' or a list of these with commas."""
    for part in filter(None, text.replace(" ", "").split(",")):
        first, _, last = part.partition("..")
        start, end = month(first), month(last or first)
        if end < start:
            raise OperatorMistake(
                f"--months {part} ends before it starts.", hint="Write the earlier month first."
            )
        yield from Period(start.start, end.end).steps(Every.MONTH)


def _forces(text: str, home: Home) -> list[str]:
    """The publisher's names of the forces asked for; of the partnership's own when none are."""
    from desist.vocabulary import reference

    known = {each.code: each.police_uk_slug for each in reference.forces() if each.police_uk_slug}
    if text:
        chosen = []
        for name in filter(None, (part.strip() for part in text.split(","))):
            force = reference.force(name)
            if force.code not in known:
                raise OperatorMistake(
                    f"{force.name} publishes nothing by force.", hint=nearest(name, [*known.values()])
                )
            chosen.append(known[force.code])
        return chosen
    own = [known[area.code] for area in home.partnership.own_areas if area.code in known]
    if not own:
        raise OperatorMistake(
            "The partnership's own areas include no police force.", hint="Say which: --forces durham."
        )
    return own


def _megabytes(show: Callable[[str], None]) -> Callable[[str, int, int], None]:
    """Say how far a download is, as people read sizes."""

    def said(name: str, done: int, total: int) -> None:
        of = f" of {total / 1e6:,.1f}" if total else ""
        show(f"{name}, {done / 1e6:,.1f}{of} MB")

    return said


def _list(publishers: Publishers) -> None:
    """One line a source: its name, publisher and title, and when its address was last seen to answer."""
    width = max(len(each.name) for each in publishers.sources)
    for each in publishers.sources:
        checked = f"address seen to answer on {each.checked}" if each.verified else "address unverified"
        print(f"{each.name:<{width}}  {each.title} ({each.publisher}); {checked}.")
        for contract in each.contracts:
            if contract and contract != each.name:
                print(f"{'':<{width}}    {contract}")
    say(f"The addresses were written down on {publishers.dated}.")
