"""`desist reoffending …`: what can be asked of the people whom a partnership follows up, beyond one measure.

Each verb lives in a file of its own beside this one.
"""

from __future__ import annotations

import typer

from desist.cli.main import app

group = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
app.add_typer(
    group,
    name="reoffending",
    help="Reoffending in depth: provisional rates, expected rates, when, harm, cohorts, the official figure.",
)
