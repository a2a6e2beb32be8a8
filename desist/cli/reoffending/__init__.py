"""`desist reoffending …`: what can be asked of the people whom a partnership follows up, beyond one measure.

Each verb lives in a file of its own beside this one.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from desist.cli.main import app, opened, say
from desist.home.readings import OWN_DESK

if TYPE_CHECKING:
    from desist.home.reoffending import Reoffending

group = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
app.add_typer(
    group,
    name="reoffending",
    help="Reoffending in depth: provisional rates, expected rates, when, harm, cohorts, the official figure.",
)


def at_the_desk(folder: Path | None) -> Reoffending:
    """Ask for the partnership's own desk: the first line says that what follows is not to be published."""
    say(
        f"{OWN_DESK.capitalize()}. To publish, put the figure in a report, or protect a table of counts "
        "with 'desist protect'."
    )
    return opened(folder).reoffending
