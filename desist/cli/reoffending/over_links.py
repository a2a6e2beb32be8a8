"""How sure an answer on reoffending is of who is one person: over-links."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

import typer

from desist.cli.main import Folder, opened, say
from desist.cli.progress import progress
from desist.cli.reoffending import at_the_desk, group
from desist.cli.reoffending.expected import By, From, Json, Place, To
from desist.cli.reoffending.laid_out import level


@group.command("over-links")
def over_links(
    question: str = typer.Argument(..., help="expected, when, harm, change, before-after or coverage."),
    of: list[str] = typer.Argument(None, help="A scheme, or the two periods of a change."),
    draws: int = typer.Option(
        20, "--draws", help="How many plausible sets of links; each is a whole answer."
    ),
    seed: int = typer.Option(1, "--seed", help="Other draws."),
    place: str = Place,
    start: str = From,
    end: str = To,
    by: str = By,
    as_csv: bool = typer.Option(False, "--csv", help="Print as CSV."),
    as_json: bool = Json,
    folder: Path | None = Folder,
) -> None:
    """Print the figures of an answer with their ranges over plausible links between records.

    The range of a measure is asked for with 'desist measure NAME --over-links 200'.

    Example: desist reoffending over-links when --by disposal --draws 20
    """
    from desist.home.over_links import answer_over_links

    at_the_desk(folder)
    home = opened(folder)
    given = {"place": place, "start": start, "end": end, "by": by}
    asked = {name: said for name, said in given.items() if said}
    with progress("Over links") as show:
        found = answer_over_links(home, question, *(of or ()), draws=draws, seed=seed, progress=show, **asked)
    columns = ("figure", "value", "lower", "median", "upper", "draws", "seed", "why")
    rows = [
        (
            each.name,
            each.value,
            each.over.lower,
            each.over.median,
            each.over.upper,
            draws,
            seed,
            each.over.why,
        )
        for each in found
    ]
    if as_json:
        print(json.dumps([dict(zip(columns, row, strict=True)) for row in rows], indent=2))
        return
    if as_csv:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(["" if cell is None else cell for cell in row] for row in rows)
        return
    for each in found:
        if each.value is None or each.over.lower is None or each.over.upper is None:
            print(f"{level(each.name)}  no range: {each.over.why}")
        else:
            ends = f"{each.over.lower:,.2f} to {each.over.upper:,.2f}"
            print(f"{level(each.name)}  {each.value:,.2f}  over links {ends}")
    say(f"95% of {draws} draws (seed {seed}) of who is one person; chance is not in it.")
