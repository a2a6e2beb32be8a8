"""Bring data in and take it back: load, loads, undo, quarantine, contracts."""

from __future__ import annotations

import glob
import json
from pathlib import Path

import typer

from desist.cli.main import Folder, app, opened, say
from desist.cli.progress import progress
from desist.vocabulary.mistake import OperatorMistake

AsJson = typer.Option(False, "--json", help="Print as JSON.")


@app.command()
def load(
    contract: str = typer.Argument(
        ..., help="What the files are, such as police_uk.street; see 'desist contracts'."
    ),
    paths: list[str] = typer.Argument(
        ..., help="Files as they were sent: CSV, gz, XLSX or ODS; * stands for any name."
    ),
    sender: str = typer.Option("", help="Who sent them, when it was not the publisher itself."),
    period: str = typer.Option(
        "", help="The month the year ends in, 2022-03, where the file does not say it."
    ),
    encoding: str = typer.Option("utf-8", help="How the text is written, when not UTF-8: cp1252, utf-16."),
    as_json: bool = AsJson,
    folder: Path | None = Folder,
) -> None:
    """Load files into the partnership's store.

    Rows that break the contract are set aside with its sentence and their line; the rest become a
    new version. Loading the same file again changes nothing; a corrected file replaces exactly the
    places and periods it holds.

    Example: desist load police_uk.street downloads/*-street.csv
    """
    home = opened(folder)
    with progress(f"Loading {contract}") as show:
        done = home.load(
            contract, _files(paths), sender=sender, period=period, encoding=encoding, progress=show
        )
    if as_json:
        print(json.dumps(_as_json(done), indent=2))
        return
    for name in done.unchanged:
        print(f"{name}: already loaded, to the byte; nothing changed.")
    if done.files:
        print(
            f"{done.contract}: {_counted(len(done.files), 'file')}, {_counted(done.rows_read, 'row')} read, "
            f"{done.rows_accepted:,} accepted, {done.rows_quarantined:,} quarantined. "
            f"Version {done.version}, load {done.id}."
        )
    for note in done.notes:
        say(f"Note: {note}")
    if done.rows_quarantined:
        first = home.quarantine(done.contract, done.id)[0]
        say(f"Quarantined, for example {first.file}, line {first.line}: {first.why}")
        say("See them all with: desist quarantine")


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _files(paths: list[str]) -> list[Path]:
    """The files named; a pattern the shell has not filled in is filled in here."""
    found: list[Path] = []
    for path in paths:
        if Path(path).exists() or not glob.has_magic(path):
            found.append(Path(path))
            continue
        matches = sorted(glob.glob(path, recursive=True))
        if not matches:
            raise OperatorMistake(f"No file matches {path}.")
        found += [Path(match) for match in matches]
    return found


def _as_json(done: object) -> dict[str, object]:
    from desist.intake.load import Loaded

    assert isinstance(done, Loaded)
    return {
        "contract": done.contract,
        "load": done.id,
        "files": [
            {
                "name": each.file.landed.name,
                "sha256": each.file.landed.sha256,
                "rows_read": each.rows_read,
                "rows_accepted": each.accepted,
                "rows_quarantined": each.quarantined,
            }
            for each in done.files
        ],
        "unchanged": list(done.unchanged),
        "rows_read": done.rows_read,
        "rows_accepted": done.rows_accepted,
        "rows_quarantined": done.rows_quarantined,
        "version": done.version,
        "notes": list(done.notes),
    }


@app.command()
def loads(
    contract: str = typer.Argument("", help="Only loads of this contract."),
    as_json: bool = AsJson,
    folder: Path | None = Folder,
) -> None:
    """List what was loaded, when, from whom; the newest last."""

    found = opened(folder).loads(contract or None)
    if as_json:
        print(
            json.dumps(
                [{**vars(each), "files": [dict(file) for file in each.files]} for each in found], indent=2
            )
        )
        return
    for each in found:
        taken = "  taken back" if each.undone else ""
        names = each.files[0]["name"] + (f" and {len(each.files) - 1} more" if len(each.files) > 1 else "")
        print(
            f"{each.id}  {each.contract}  version {each.version}  {each.received[:16]}  {each.sender}  "
            f"{each.rows_accepted:,} accepted, {each.rows_quarantined:,} quarantined  {names}{taken}"
        )
    if not found:
        say("Nothing is loaded yet.")


@app.command()
def undo(
    load: str = typer.Argument(..., help="The load to take back; 'desist loads' lists them."),
    folder: Path | None = Folder,
) -> None:
    """Take a load back: the places and periods it holds go back to what they held before.

    Example: desist undo 20250401T093000123
    """
    taken, version = opened(folder).undo(load)
    print(f"Took back {taken.id} ({taken.contract}, {taken.rows_accepted:,} rows). Version {version}.")


@app.command()
def quarantine(
    contract: str = typer.Argument("", help="Only rows of this contract."),
    load: str = typer.Option("", help="Only rows of this load."),
    rows: bool = typer.Option(
        False, "--rows", help="Show the rows themselves too; they may hold personal data."
    ),
    reason: str = typer.Option("", "--reason", help="Why you need to see rows about persons; it is logged."),
    user: str = typer.Option("", "--as", metavar="USER", help="Which user of access.toml you are."),
    as_json: bool = AsJson,
    folder: Path | None = Folder,
) -> None:
    """List the rows that broke their contract, with the contract's own sentence.

    Rows about persons are shown to a role that may see them, for a reason, and leave an entry in the log.
    """

    home = opened(folder)
    if rows:
        found = home.access.quarantine(reason=reason, contract=contract, load=load, user=user)
    else:
        found = home.quarantine(contract or None, load or None)
    if as_json:
        listed = [
            {name: cell for name, cell in vars(each).items() if rows or name != "sent"} for each in found
        ]
        print(json.dumps(listed, indent=2, ensure_ascii=False))
        return
    for each in found:
        print(f"{each.contract}  {each.file}, line {each.line}: {each.why}")
        if rows:
            print(f"    {each.sent or 'Its text is in a compartment that you are not cleared for.'}")
    if not found:
        say("Nothing is in quarantine.")


@app.command()
def contracts(as_json: bool = AsJson) -> None:
    """List the contracts: what each agency's file is called and holds."""
    from desist.contracts.catalogue import CONTRACTS

    if as_json:
        listed = {
            name: {"title": each.title(), "columns": [rule.header for rule in each.columns]}
            for name, each in CONTRACTS.items()
        }
        print(json.dumps(listed, indent=2))
        return
    width = max(map(len, CONTRACTS))
    for name, each in CONTRACTS.items():
        print(f"{name:<{width}}  {each.title()}")
