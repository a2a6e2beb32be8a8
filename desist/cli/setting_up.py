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
    link: bool = typer.Option(
        False,
        "--link",
        help="Link the made-up people with those of a second agency; needs the extra linkage.",
    ),
) -> None:
    """Make the example partnership, load data and build its reports: KPQs 1 to 4, then KPQs 5 to 8.

    Nobody publishes who reoffended: for KPQs 5 to 8 a county of 20,000 people is made up, and every figure
    that rests on it is marked [synthetic]. With --link their rate of reoffending is printed with its range
    over plausible links.
    """
    from desist.home.demo import demonstrate

    with progress("The demonstration") as show:
        done = demonstrate(directory, data, now=lambda: datetime.now(UTC), progress=show, link=link)
    accepted = sum(each[0] for each in done.rows.values())
    quarantined = sum(each[1] for each in done.rows.values())
    print(f"Loaded {accepted:,} rows of {len(done.rows)} contracts; {quarantined:,} rows are in quarantine.")
    if done.synthetic:
        print("The data were made up by the project, and every page says so.")
    else:
        print(
            "People and their offences were made up; every figure that rests on them is marked [synthetic]."
        )
    for finding in (*done.made.findings, *done.reoffending.findings):
        say(f"{finding.weight.value.capitalize()}: {finding.sentence} {finding.hint}")
    for title, paths in (
        ("The report on KPQs 1 to 4, January to March 2025, lies in", done.made.files),
        ("The report on KPQs 5 to 8, October to December 2024, lies in", done.reoffending.files),
        ("The plan on a page lies in", done.plan),
    ):
        print(title)
        for path in paths:
            print(f"  {path}")
