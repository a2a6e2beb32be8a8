"""See persons' rows, count persons, and see what one may see: rows, count, who."""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path

import typer

from desist.cli.access import As, Reason, group
from desist.cli.main import Folder, opened, say
from desist.cli.out_file import refuse_unwritable, write_out
from desist.cli.reoffending.laid_out import table as laid_out
from desist.vocabulary.mistake import OperatorMistake


@group.command()
def rows(
    table: str = typer.Option(
        ..., "--table", help="The table, by its contract, such as local.cohort_membership."
    ),
    purpose: str = typer.Option("", "--purpose", help="What it is for, in the agreement's words."),
    reason: str = Reason,
    fields: str = typer.Option(
        "", "--fields", help="Which fields, with commas; all that are granted if none."
    ),
    person: list[str] = typer.Option(
        [], "--person", help="Only this person's rows, by reference; may be repeated."
    ),
    only: list[str] = typer.Option(
        [], "--only", help="Only rows with this value, as scheme=IOM; may be repeated."
    ),
    to: str = typer.Option("", "--to", help="The party that you hand the rows to: that is a disclosure."),
    out: Path | None = typer.Option(None, "--out", metavar="FILE", help="Write CSV that only you can read."),
    user: str = As,
    folder: Path | None = Folder,
) -> None:
    """Show the rows and fields that a sharing agreement grants you, as CSV.

    Every attempt, also one that is refused, leaves an entry in the access log.

    Example: desist access rows --table local.cohort_membership --purpose "iom selection" --reason "meeting"
    """
    if to and not out:
        raise OperatorMistake("Rows are handed over in a file.", hint="Name it with --out FILE.")
    if out:
        refuse_unwritable(out)  # before the log says that rows were handed over
    found = opened(folder).access.rows(
        table,
        purpose=purpose,
        reason=reason,
        fields=_listed(fields),
        persons=person,
        where=_values(only),
        to=to,
        user=user,
        about="a file" if out else "",
    )
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(found.columns)
    writer.writerows(["" if cell is None else cell for cell in row] for row in found.rows)
    if out:
        write_out(out, text.getvalue(), private=True)
    else:
        sys.stdout.write(text.getvalue())
    where_to = f" in {out}, which only you can read" if out else ""
    say(f"{len(found.rows):,} rows under agreement '{found.agreement}'{where_to}.")


@group.command()
def count(
    table: str = typer.Option(..., "--table", help="The table, by its contract."),
    by: str = typer.Option("", "--by", help="By the values of one or two columns, with a comma."),
    user: str = As,
    folder: Path | None = Folder,
) -> None:
    """Count the persons of a table, to the nearest five; levels of too few are not listed.

    A count needs no agreement. Rows of a compartment are counted for those cleared for it.

    Example: desist access count --table local.cohort_membership --by scheme
    """
    found = opened(folder).access.count(table, by=_listed(by), user=user)
    laid_out(
        [(*found.by, "people"), *((*levels, f"{people:,}") for levels, people in found.levels)],
        words=len(found.by),
    )
    say(f"To the nearest 5; levels of fewer than {found.fewest} people are not listed.")
    for title in found.left_out:
        say(f"Left out are the rows of the compartment: {title}")


@group.command()
def who(
    user: str = As,
    folder: Path | None = Folder,
) -> None:
    """Say who you are to this partnership, and which agreements let you see which fields, until when."""
    access = opened(folder).access
    today = access.today()
    for caller in access.who(user):
        if caller.user is None:
            print(caller.trouble)
            continue
        mine = caller.user
        print(f"{mine.id}: {mine.name}, {mine.organisation}, signed in as {caller.account}")
        print(f"  roles: {', '.join(mine.roles)}")
        acts = sorted({act for role in access.lawful.roles if role.id in mine.roles for act in role.may})
        if acts:
            print(f"  may, because the law asks for it: {', '.join(acts)}")
        if mine.cleared_for:
            print(f"  cleared for: {', '.join(mine.cleared_for)}")
        for agreement in access.lawful.agreements:
            if not set(mine.roles) & set(agreement.recipients):
                continue
            made_up = ", made-up rows only: it is an example" if agreement.example else ""
            print(
                f"  {agreement.id}: {agreement.state(today)}, until {agreement.valid_until}, for "
                f"{', '.join(agreement.purposes)}{made_up}"
            )
            for shared in agreement.tables:
                print(f"    {shared.contract}: {', '.join(shared.fields)}")


def _listed(text: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in text.split(",") if each.strip())


def _values(given: list[str]) -> dict[str, str]:
    found = {}
    for each in given:
        name, sign, value = each.partition("=")
        if not sign:
            raise OperatorMistake(f"'{each}' names no value.", hint="Write it as --only scheme=IOM.")
        found[name.strip()] = value.strip()
    return found
