"""A ranking to help choose whom a managed cohort takes: rank."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from desist.cli.access import As, Reason
from desist.cli.main import Folder, opened, say
from desist.cli.out_file import refuse_unwritable, write_out
from desist.cli.reoffending import group
from desist.cli.reoffending.expected import Place
from desist.cli.reoffending.laid_out import number, table

if TYPE_CHECKING:
    from desist.quarter.reoffending.ranking import RankedPerson, Ranking

HEADINGS = (
    "rank",
    "person_ref",
    "score",
    "last_event",
    "days_since",
    "recency_points",
    "events",
    "frequency_points",
    "harm_days",
    "gravity_points",
    "in_scheme",
)


@group.command()
def rank(
    scheme: str = typer.Option(..., "--scheme", help="The managed cohort to choose for, such as IOM."),
    purpose: str = typer.Option("", "--purpose", help="What the list is for, in the agreement's words."),
    reason: str = Reason,
    user: str = As,
    model: str = typer.Option(
        "default 2026",
        "--model",
        help="A model of rfg_models.toml: the partnership's own, or one of Desist's.",
    ),
    place: str = Place,
    as_at: str = typer.Option("", "--as-at", help="A day, as 2025-03-31; the day the data reach to if none."),
    index: str = typer.Option(
        "", "--index", help="cambridge or ons; Cambridge first of those loaded if none."
    ),
    members: bool = typer.Option(False, "--members", help="Rank the people in the scheme alone."),
    top: int = typer.Option(50, "--top", help="How many to list."),
    out: Path | None = typer.Option(
        None, "--out", metavar="FILE", help="Write CSV that only you can read, instead of printing."
    ),
    folder: Path | None = Folder,
) -> None:
    """List people by RFG score (recency, frequency, gravity), with each part shown.

    Personal data: references only, under a sharing agreement, and each attempt is logged. Nobody is chosen or
    refused by it alone.

    Example: desist reoffending rank --scheme IOM --purpose "iom selection" --reason "meeting of 3 December"
    """
    if out:
        refuse_unwritable(out)
    found = opened(folder).reoffending.rank(
        scheme,
        purpose=purpose,
        reason=reason,
        user=user,
        model=model,
        place=place,
        as_at=as_at,
        index=index,
        members_only=members,
        top=top,
    )
    if out:
        _write(found, out)
        say(f"{len(found.people):,} of {found.considered:,} people in {out}, which only you can read.")
        return
    for note in found.notes:
        print(note)
    table(
        [tuple(each.replace("_", " ") for each in HEADINGS), *(_cells(each) for each in found.people)],
        words=2,
    )
    say(f"{len(found.people):,} of {found.considered:,} people ranked.")


def _write(found: Ranking, path: Path) -> None:
    """Write the notes and the list to a file that is its owner's alone before anything is in it."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    for note in found.notes:
        writer.writerow([f"# {note}"])
    writer.writerow(HEADINGS)
    writer.writerows(_cells(each) for each in found.people)
    write_out(path, text.getvalue(), private=True)


def _cells(each: RankedPerson) -> tuple[str, ...]:
    one = each.ranked
    return (
        f"{one.rank}",
        one.person,
        f"{one.score:.1f}",
        "" if one.last is None else one.last.isoformat(),
        number(one.days_since),
        f"{one.recency:.0f}",
        f"{one.events}",
        f"{one.frequency:.0f}",
        f"{one.harm:.0f}",
        f"{one.gravity:.0f}",
        "yes" if each.in_scheme else "no",
    )
