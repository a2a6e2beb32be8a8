"""The access log, for auditors: audit list, verify, head."""

from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path

import typer

from desist.cli.main import Folder, app, opened, say
from desist.vocabulary.mistake import OperatorMistake

audit = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
app.add_typer(
    audit, name="audit", help="The access log: who saw or changed whose record, and whether it is whole."
)


@audit.command("list")
def entries(
    reason: str = typer.Option("", "--reason", help="Why you look; it is entered in the log itself."),
    person: str = typer.Option("", "--person", help="Only entries about this person, by reference."),
    by: str = typer.Option("", "--by", help="Only what this user did."),
    since: datetime | None = typer.Option(
        None, "--since", formats=["%Y-%m-%d"], help="Only from this day on, as 2026-11-22."
    ),
    user: str = typer.Option("", "--as", metavar="USER", help="Which user of access.toml you are."),
    as_json: bool = typer.Option(False, "--json", help="Print as JSON, with every field and pseudonym."),
    folder: Path | None = Folder,
) -> None:
    """List who did what to whose record, when and why. Only for a role that may audit.

    The log holds no data: persons stand in it under pseudonyms, and --person finds them by reference.

    Example: desist audit list --reason "quarterly check"
    """
    first = since.date().isoformat() if since else ""
    found = opened(folder).access.entries(person=person, reason=reason, user=user, since=first, by=by)
    if as_json:
        print(json.dumps([{"sequence": each.sequence, **each.entry.document()} for each in found], indent=2))
        return
    for each in found:
        entry = each.entry
        who = entry.user or f"account {entry.account}, no user"
        what = f"refused, lacking: {entry.missing}" if entry.refused else f"{entry.rows:,} rows"
        told = [
            f"{each.sequence}  {entry.at[:19]}  {entry.kind}  {entry.act}  {who}",
            *([f"{', '.join(entry.tables)}"] if entry.tables else []),
            f"{what} of {len(entry.whose):,} persons" if entry.whose else what,
            *([f"under {entry.agreement}"] if entry.agreement else []),
            *([f"for {entry.purpose}"] if entry.purpose else []),
            *([f"because {entry.reason}"] if entry.reason else []),
            *([f"to {', '.join(entry.recipients)}"] if entry.kind == "disclosure" else []),
            *([f"({entry.about})"] if entry.about else []),
        ]
        print("; ".join(told))
    if not found:
        say("No entry fits.")


@audit.command()
def verify(
    head: str = typer.Option(
        "", "--head", help="A head that was written down elsewhere: it must still be there."
    ),
    folder: Path | None = Folder,
) -> None:
    """Check that no entry of the access log was changed, removed, moved or cut off.

    Leaves with exit code 1 when one was. Keep the head that is printed somewhere else: with it, a log that
    was put back to an earlier day as a whole is found out as well.
    """
    # As 'desist audit head' prints it, with the number of entries before it, or the hash alone.
    known = head.split()[-1].lower() if head.strip() else ""
    if known and not re.fullmatch("[0-9a-f]{64}", known):
        raise OperatorMistake(
            f"'{head}' is no head of the log: 64 hexadecimal digits, as 'desist audit head' prints them.",
            hint="Copy it whole; a slip of the pen is no sign of tampering.",
        )
    found = opened(folder).access.verify(known)
    for fault in found.faults:
        print(fault)
    print(f"{'DOES NOT HOLD' if found.faults else 'Holds'}: {found.head.entries:,} entries can be trusted.")
    if found.faults:
        raise SystemExit(1)
    print(f"head {found.head.hash}")


@audit.command()
def head(folder: Path | None = Folder) -> None:
    """Print where the access log ends: how many entries, and the hash of the last, to keep elsewhere."""
    found = opened(folder).access.head()
    print(f"{found.entries} {found.hash}")
