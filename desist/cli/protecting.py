"""Protect a table of counts before it is published: protect."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from desist.cli.main import Folder, app, say, where
from desist.cli.out_file import refuse_unwritable, write_out
from desist.vocabulary.mistake import OperatorMistake

if TYPE_CHECKING:
    from desist.confidentiality.rules import Rules


@app.command()
def protect(
    table: Path = typer.Argument(..., help="The table of counts, a CSV file with a header."),
    by: str = typer.Option(..., "--by", help="Its breakdowns, as region,sex."),
    count: str = typer.Option(..., "--count", help="The column that holds the counts."),
    totals: bool = typer.Option(False, "--totals", help="Add a row for every total that the table lacks."),
    out: Path | None = typer.Option(None, "--out", help="Where to write it; printed when left out."),
    below: int | None = typer.Option(None, "--below", help="Withhold counts from 1 up to but not this."),
    round_to: int | None = typer.Option(
        None, "--round", help="Round the other counts to a multiple of this."
    ),
    percent_of: str = typer.Option(
        "", "--percent-of", help="Add each row's percentage of its total over this."
    ),
    hierarchy: list[str] = typer.Option(
        [], "--hierarchy", help="BREAKDOWN=FILE: a CSV of level and parent; may be given more than once."
    ),
    totals_called: str = typer.Option("", "--totals-called", help="The word for a total in the table."),
    keep: str = typer.Option("", "--keep", help="Further columns to keep, which must not tell the counts."),
    about: str = typer.Option(
        "", "--about", help="What is counted, by the name under which it is published."
    ),
    start: str = typer.Option("", "--from", help="The first month counted, as 2025-01."),
    end: str = typer.Option("", "--to", help="The last month counted, as 2025-03."),
    publish: str = typer.Option(
        "", "--publish", help="Enter it in the partnership's ledger under this name, as published."
    ),
    folder: Path | None = Folder,
) -> None:
    """Protect a table of counts as it is: small counts withheld and marked, and what would tell them.

    The rule is the partnership's own, or the usual one where there is no partnership; --below and --round
    may only make the partnership's stricter. With --about the table is also checked against everything
    the partnership has published of the same people.

    Example: desist protect victims.csv --by region,sex --count n --totals --out victims_protected.csv
    """
    from desist.confidentiality.table_file import read_parents, read_table, written_table
    from desist.home.protecting import Wanted, protect_table
    from desist.store.own_files import refuse_own_files

    refuse_own_files([table])
    above = dict(map(_hierarchy, hierarchy))
    if out:
        refuse_unwritable(out, read_from=[table, *map(Path, above.values())])
    breakdowns = [part.strip() for part in by.split(",") if part.strip()]
    for name in above:
        if name not in breakdowns:
            raise OperatorMistake(
                f"--hierarchy names '{name}', which is no breakdown.",
                hint=f"--by names {', '.join(breakdowns)}.",
            )
    home = where(folder)
    partnership = home if folder or (home / "partnership.toml").exists() else None
    rules, said = _rules(partnership, below, round_to)
    file = read_table(
        table,
        by=breakdowns,
        count=count,
        keep=[part.strip() for part in keep.split(",") if part.strip()],
        totals_called=totals_called,
        parents={name: read_parents(Path(path)) for name, path in above.items()},
        about=about or "people",
    )
    wanted = Wanted(about=about, start=start, end=end, publish=publish, totals=totals)
    protected = protect_table(partnership, file.table, rules, wanted)
    text = written_table(replace(file, table=protected.table), protected, percent_of)
    if out is None:
        sys.stdout.write(text)
    else:
        write_out(out, text)
    cells = len(protected.counts)
    hidden = protected.primary + protected.secondary
    fewest = ", the fewest that serve" if protected.proven and protected.secondary else ""
    say(
        f"{hidden} of {cells} counts withheld [c]: {protected.primary} small or telling, "
        f"{protected.secondary} so that those cannot be worked out{fewest}."
    )
    if file.left_out:
        say(f"Left out, because it could tell the counts: {', '.join(file.left_out)}. --keep keeps a column.")
    if protected.reckoned:
        say(
            f"{protected.reckoned:,} totals that the table lacks were held to be known: cells here tell them."
        )
    say(said)
    if out is not None:
        print(out)


def _hierarchy(given: str) -> tuple[str, str]:
    name, _, path = given.partition("=")
    if not path:
        raise OperatorMistake(f"'{given}' names no file.", hint="Write --hierarchy region=regions.csv.")
    return name, path


def _rules(home: Path | None, below: int | None, round_to: int | None) -> tuple[Rules, str]:
    """The rule to protect by, and whose it is in a sentence."""
    from desist.confidentiality.rules import rules_of, usual_rules

    if home is None:
        rules = usual_rules()
    else:
        import desist

        rules = rules_of(desist.open(home).partnership.small_numbers)
    if below is not None:
        rules = replace(rules, withhold_below=below)
    if round_to is not None:
        rules = replace(rules, round_to=round_to)
    checked = "" if rules.verified else " It has not been verified."
    limit = f"Counts under {rules.withhold_below} are withheld"
    said = "" if rules.round_to == 1 else f", the others rounded to a multiple of {rules.round_to}"
    return rules, f"{limit}{said}. The rule: {rules.source}{checked}"
