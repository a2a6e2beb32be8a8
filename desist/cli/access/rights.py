"""What the law asks for without any agreement: about, erase, hold, release, retention."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import typer

from desist.cli.access import As, Reason, group
from desist.cli.main import Folder, opened, say
from desist.cli.out_file import refuse_unwritable, write_out
from desist.partnership.access import Then

DUE = {Then.REVIEW: "review", Then.DELETE: "deletion"}
Person = typer.Argument(..., help="The person, by any reference that agencies send.")


@group.command()
def about(
    person: str = Person,
    reason: str = Reason,
    out: Path | None = typer.Option(None, "--out", metavar="FILE", help="Write JSON that only you can read."),
    user: str = As,
    folder: Path | None = Folder,
) -> None:
    """Export everything held about one person, and who has seen it: an answer to a subject access request.

    References are followed that an agency sent as the same person, or that two reviewers confirmed. Those
    that linking merely believes to be the same are listed. Rows of compartments that you are not cleared for
    are left out, and the export says of which.

    Example: desist access about S0000026 --reason "request of 3 December" --out answer.json
    """
    if out:
        refuse_unwritable(out)
    found = opened(folder).access.rights.about(person, reason=reason, user=user)
    text = json.dumps(found, indent=2, ensure_ascii=False)
    if out:
        write_out(out, text + "\n", private=True)
    else:
        print(text)
    rows = sum(len(each) for table in found["tables"].values() for each in table.values())
    where_to = f" in {out}, which only you can read" if out else ""
    say(f"{rows:,} rows of {len(found['tables'])} tables{where_to}.")


@group.command()
def erase(
    person: str = Person,
    reason: str = Reason,
    also: list[str] = typer.Option(
        [],
        "--with",
        metavar="REFERENCE",
        help="Erase this reference too, which linking believes to be the same person; may be repeated.",
    ),
    user: str = As,
    folder: Path | None = Folder,
) -> None:
    """Erase a person from every version of every table, from quarantine and from the files as they came.

    Every reference that is known for the person goes: sent by an agency as the same, or confirmed by two
    reviewers. One that linking merely believes to be the same goes only where --with names it. Tables that a
    retention class protects are kept, and named; a legal hold on any reference that would go refuses, and one
    on a reference that is merely believed to be the same is told. It cannot be undone. Published editions
    keep their protected counts, and 'desist verify' says that inputs were lawfully erased.

    Example: desist access erase S0000026 --reason "request of 3 December, decided 10 December"
    """
    found = opened(folder).access.rights.erase(person, reason=reason, also=also, user=user, say=say)
    for table, rows in found.done.rows.items():
        print(f"{table}: {rows:,} rows erased, in all versions together")
    print(f"{found.done.quarantined:,} rows in quarantine and rows in {found.done.files:,} files erased")
    for table, title in found.kept.items():
        print(f"{table}: kept, because the law asks for it: {title}")
    if not (found.done.rows or found.done.files or found.done.quarantined):
        say("Nothing about this person was there to erase.")
    else:
        print(f"The person was known as {', '.join(found.references)}")
    if found.believed:
        say(f"Linking believed these to be the same person, and they are kept: {', '.join(found.believed)}")
        say("Whoever is sure erases them too, each with --with REFERENCE.")


@group.command()
def hold(
    person: str = Person,
    reason: str = Reason,
    user: str = As,
    folder: Path | None = Folder,
) -> None:
    """Put a person under a legal hold: nothing about them is erased until it is lifted."""
    opened(folder).access.rights.hold(person, reason=reason, user=user)
    print("The legal hold stands in the access log.")


@group.command()
def release(
    person: str = Person,
    reason: str = Reason,
    user: str = As,
    folder: Path | None = Folder,
) -> None:
    """Lift a legal hold."""
    opened(folder).access.rights.hold(person, reason=reason, user=user, lift=True)
    print("The legal hold is lifted; both stand in the access log.")


@group.command()
def retention(
    as_at: datetime | None = typer.Option(None, "--on", formats=["%Y-%m-%d"], help="As at which day; today."),
    persons: bool = typer.Option(
        False, "--persons", help="List whose time is over, by reference; it is logged."
    ),
    reason: str = Reason,
    user: str = As,
    folder: Path | None = Folder,
) -> None:
    """Say what is due for review or deletion, by retention class: so many years after a person's last day.

    Nothing is deleted by it. Somebody reviews, and erases with 'desist access erase'.
    """
    day = as_at.date() if as_at else None
    for each in opened(folder).access.rights.retention(reason=reason, as_at=day, persons=persons, user=user):
        unverified = "" if each.rule.verified else " (the rule is not verified)"
        print(f"{each.rule.id}: {each.rule.title}{unverified}")
        print(f"  {len(each.persons):,} of {each.held:,} persons are due for {DUE[each.then]}")
        if each.without_date:
            print(f"  {each.without_date:,} have a row whose time has not begun to run")
        if persons:
            for person in each.persons:
                print(f"    {person}")
