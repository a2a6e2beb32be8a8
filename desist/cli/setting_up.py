"""Make a partnership and keep its store: init, migrate, demo, fetch."""

from __future__ import annotations

from pathlib import Path

import typer

from desist.cli.main import Folder, app, where


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
