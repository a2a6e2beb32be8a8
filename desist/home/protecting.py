"""Protect a table before it is published, and remember what was published, cell by cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desist.confidentiality.ledger import Cell, Printed, Publication, cell, enter, entries, known
from desist.publication.editions import edition_named
from desist.vocabulary.mistake import OperatorMistake

if TYPE_CHECKING:
    from desist.confidentiality.protecting import ProtectedTable
    from desist.confidentiality.rules import Rules
    from desist.confidentiality.table import Table

TABLES = "tables.jsonl"  # in the folder of editions: the tables that were published by themselves
LESS = "Publish fewer breakdowns, larger areas or longer periods."
CELLS = "cells.json"  # in an edition's own folder, under its manifest


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """How a table is to be published: what it counts and when, with which totals, under which name."""

    about: str = ""
    start: str = ""
    end: str = ""
    publish: str = ""
    totals: bool = False


def published_before(folder: Path, edition: str = "") -> list[Publication]:
    """Every publication of a partnership, oldest first; before one edition, when it is named.

    ``folder`` is the folder of editions. An edition keeps its own cells; tables lie in one ledger.
    """
    import json

    from desist.confidentiality.ledger import publication_from

    found = entries(folder / TABLES)
    if folder.is_dir():
        for each in sorted(folder.iterdir()):
            path = each / CELLS
            if edition_named(each.name) is not None and path.is_file():
                found.append(publication_from(json.loads(path.read_bytes())))
    found.sort(key=lambda one: (one.published, one.name))
    own = next((each for each in found if each.name == edition), None)
    return [each for each in found if own is None or each.published < own.published]


def protect_table(folder: Path | None, table: Table, rules: Rules, wanted: Wanted) -> ProtectedTable:
    """Protect a table, check it against what the partnership published of the same people, and enter it.

    Under a partnership the rule is its own or a stricter one. Raises OperatorMistake where it is looser, and
    when the attack on the result gives any count away.
    """
    from desist.confidentiality.attack import attack, said
    from desist.confidentiality.protecting import protect
    from desist.confidentiality.rules import refuse_looser, rules_of
    from desist.confidentiality.table import with_totals
    from desist.home.opened import Home

    _refuse_half_named(folder, wanted)
    if folder is not None:
        refuse_looser(rules, rules_of(Home(folder).partnership.small_numbers))
    # Where a total stands without all of its parts, the parts that other cells tell are reckoned with.
    whole = with_totals(table) if wanted.totals or table.lacks_parts else table
    protected = protect(whole, rules)
    when = _when(wanted)
    if folder is not None and wanted.about:
        before = published_before(folder / "editions")
        protected = _beside(protected, known(before), wanted.about, when)
        if wanted.publish and wanted.publish in {each.name for each in before}:
            raise OperatorMistake(
                f"'{wanted.publish}' was published already.", hint="Publish it under another name."
            )
    breaches = attack(protected)
    if breaches:
        raise OperatorMistake(f"The table cannot be published: {said(protected, breaches)}.")
    if folder is not None and wanted.publish:
        now = datetime.now(UTC).replace(microsecond=0).isoformat()
        cells = tuple(_printed(protected, wanted.about, when))
        enter(folder / "editions" / TABLES, Publication(name=wanted.publish, published=now, printed=cells))
    return protected if wanted.totals else _as_given(protected, len(table.rows))


def _as_given(protected: ProtectedTable, rows: int) -> ProtectedTable:
    """The table without the totals that were put after its own rows only to protect it."""
    from desist.confidentiality.sensitive import small

    table, added = protected.table, len(protected.table.rows) - rows
    if not added:
        return protected
    withheld = int(protected.hidden[:rows].sum())
    primary = int(small(table.values[:rows], protected.rules).sum())
    return replace(
        protected,
        table=replace(table, rows=table.rows[:rows], counts=table.counts[:rows]),
        counts=protected.counts[:rows],
        marks=protected.marks[:rows],
        primary=primary,
        secondary=withheld - primary,
        proven=False,
        reckoned=added,
    )


def _beside(
    protected: ProtectedTable, earlier: Mapping[Cell, Printed], about: str, when: tuple[str, str]
) -> ProtectedTable:
    """The table with whatever else must go because of earlier publications withheld too."""
    from desist.confidentiality.differencing import DISCLOSED, check
    from desist.confidentiality.linked import New
    from desist.confidentiality.publication_attack import attack_publication
    from desist.vocabulary.mark import Mark

    table = protected.table
    printed = list(_printed(protected, about, when))
    new = [
        New(
            cell=each.cell,
            count=count,
            low=count if each.low is None else each.low,
            high=count if each.high is None else each.high,
            printed_by=(at,),
        )
        for at, (each, count) in enumerate(zip(printed, table.counts, strict=True))
    ]
    gone = frozenset(at for at, mark in enumerate(protected.marks) if mark is Mark.CONFIDENTIAL)
    cost = {at: 1.0 + float(totals) for at, totals in enumerate(table.totals)}
    verdict = check(new, earlier, protected.rules, withheld=gone, cost=cost, parents=table.parents)
    if verdict.exposed:
        raise OperatorMistake(
            f"The table cannot be published: {verdict.exposed[0].said} {DISCLOSED}.",
            hint=LESS,
        )
    gone |= verdict.withhold
    attacked = attack_publication(new, earlier, protected.rules, withheld=gone, parents=table.parents)
    if attacked.recovered:
        raise OperatorMistake(
            f"The table cannot be published: the attack recovers {attacked.recovered[0].said}.", hint=LESS
        )
    marks = tuple(
        Mark.CONFIDENTIAL if at in verdict.withhold else each for at, each in enumerate(protected.marks)
    )
    counts = tuple(None if at in verdict.withhold else each for at, each in enumerate(protected.counts))
    return replace(
        protected,
        marks=marks,
        counts=counts,
        secondary=protected.secondary + len(verdict.withhold),
        proven=protected.proven and not verdict.withhold,
    )


def _printed(protected: ProtectedTable, about: str, when: tuple[str, str]) -> list[Printed]:
    """What the table tells of each of its cells."""
    from desist.confidentiality.protecting import system_of

    system = system_of(protected.table, protected.rules)
    found = []
    for at, (row, shown) in enumerate(zip(protected.table.rows, protected.counts, strict=True)):
        which = cell(about, dict(zip(protected.table.by, row, strict=True)), *when)
        if shown is None:
            found.append(Printed(cell=which))
            continue
        true = protected.table.counts[at]
        found.append(
            Printed(cell=which, low=float(true - system.under[at]), high=float(true + system.over[at]))
        )
    return found


def _when(wanted: Wanted) -> tuple[str, str]:
    """The days from and to which the table counts; neither where it is of no stretch of time."""
    from desist.vocabulary.period import month

    if not wanted.start and not wanted.end:
        return "", ""
    first, last = month(wanted.start or wanted.end), month(wanted.end or wanted.start)
    if last.end < first.start:
        raise OperatorMistake("The table ends before it begins.", hint="Write --from first, --to last.")
    return first.start.isoformat(), last.end.isoformat()


def _refuse_half_named(folder: Path | None, wanted: Wanted) -> None:
    if wanted.publish and folder is None:
        raise OperatorMistake(
            "Without a partnership there is no ledger to enter a table in.",
            hint="Name its folder with -w DIR.",
        )
    if wanted.publish and not wanted.about:
        raise OperatorMistake(
            "A table in the ledger needs to say what it counts.", hint='Add --about "victims referred".'
        )
