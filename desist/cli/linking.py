"""Which records are one person: link."""

from __future__ import annotations

import tempfile
from pathlib import Path

import typer

from desist.cli.main import app, say
from desist.cli.progress import progress

link = typer.Typer(no_args_is_help=True, rich_markup_mode=None, invoke_without_command=True)
app.add_typer(link, name="link")


@link.callback()
def files(
    context: typer.Context,
    people: list[Path] = typer.Option(
        [], "--people", help="A CSV file of people; may be given more than once."
    ),
    columns: str = typer.Option(
        "",
        "--map",
        help="Which column is which, as first_name=given,date_of_birth=dob; several joined as by+bm+bd.",
    ),
    out: Path = typer.Option(Path("people.csv"), "--out", help="The file to write: record_id,person_id."),
) -> None:
    """Say which records are one person, across files and within them.

    Files are linked as they are; columns with usual headings are found without --map. Nothing is kept,
    and no name, date or number is ever printed.

    Example: desist link --people police.csv --people prison.csv --out people.csv
    """
    if context.invoked_subcommand:
        return
    from desist.linkage.columns import parse_map
    from desist.linkage.files import link_files
    from desist.vocabulary.mistake import OperatorMistake

    if not people:
        raise OperatorMistake("No file was named.", hint="desist link --people FILE.csv --out people.csv")
    with tempfile.TemporaryDirectory() as scratch, progress("linking") as said:
        done = link_files(people, parse_map(columns), out, scratch=Path(scratch), progress=said)
    print(f"{done.records:,} records are {done.people:,} people; written to {out}.")
    say(f"Compared by {', '.join(each.replace('_', ' ') for each in done.fields)}.")
    for run in done.links.rules:
        common = (
            f"; {run.left_out:,} values shared by more than {run.largest:,} left out" if run.left_out else ""
        )
        say(f"  pairs with the same {run.rule.title}: {run.pairs:,}{common}")
