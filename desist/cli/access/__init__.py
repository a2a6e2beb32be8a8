"""`desist access …`: persons' rows, through the one door there is; each verb in a file beside this one."""

from __future__ import annotations

import typer

from desist.cli.main import app

group = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
app.add_typer(
    group,
    name="access",
    help="Persons' rows, by sharing agreement: rows, counts, subject access, erasure, retention, agreements.",
)

As = typer.Option(
    "", "--as", metavar="USER", help="Which user of access.toml you are, where you are several."
)
Reason = typer.Option("", "--reason", help="Why you need it just now; without a reason nobody is shown.")
