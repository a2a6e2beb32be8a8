"""Make a partnership and keep its store: init, migrate, demo, fetch."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import typer

from desist.cli.main import Folder, app, say, where
from desist.cli.progress import progress


@app.command()
def init(
    directory: Path = typer.Argument(..., help="The folder to make; it must be new or empty."),
    example: str = typer.Option("", help="Start from an example: durham or herefordshire."),
) -> None:
    """Make a partnership's folder: its files, its signing key and an empty store.

    Example: desist init durham --example durham
    """
    from desist.home.create import create

    made = create(directory, example or None)
    print(f"Made the partnership {made} in {directory}.")


@app.command()
def migrate(folder: Path | None = Folder) -> None:
    """Bring a store written by an earlier Desist to today's format."""
    from desist.store.format import migrate as bring

    print(bring(where(folder) / "store"))


@app.command()
def demo(
    directory: Path = typer.Argument(Path("demo"), help="Where the example partnership is made."),
    data: Path | None = typer.Option(
        None, "--data", help="A folder of real data; without it a small synthetic pack."
    ),
) -> None:
    """Make the example partnership, load data and build its report for January to March 2025."""
    from desist.home.demo import demonstrate

    with progress("The demonstration") as show:
        done = demonstrate(directory, data, now=lambda: datetime.now(UTC), progress=show)
    accepted = sum(each[0] for each in done.rows.values())
    quarantined = sum(each[1] for each in done.rows.values())
    print(f"Loaded {accepted:,} rows of {len(done.rows)} contracts; {quarantined:,} rows are in quarantine.")
    if done.synthetic:
        print("The data were made up by the project, and every page says so.")
    for finding in done.made.findings:
        say(f"{finding.weight.value.capitalize()}: {finding.sentence} {finding.hint}")
    print("The report for January to March 2025 lies in")
    for path in (*done.made.files, *done.plan):
        print(f"  {path}")
