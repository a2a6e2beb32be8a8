"""Say which organisations existed when and what became of them: organisations."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import typer

from desist.cli.main import Folder, app, opened, say
from desist.cli.reoffending.laid_out import table as laid_out
from desist.vocabulary.mistake import OperatorMistake


@app.command()
def organisations(
    on: str = typer.Option("", "--on", help="The day to say it for, as 2021-06-26; today if none."),
    known: str = typer.Option(
        "", "--as-known-on", help="As it was known on this day; as on the day itself if none."
    ),
    providers: bool = typer.Option(
        False, "--providers", help="The providers in probation.supervision, and spells when none existed."
    ),
    folder: Path | None = Folder,
) -> None:
    """Say what each organisation had become by a day, so far as was known on that day or another.

    Example: desist organisations --on 2021-06-26 --as-known-on 2020-01-01
    """
    from desist.home.periods import day_meant

    home = opened(folder)
    if providers:
        rows = [
            (each.written, "yes" if each.known else "no", f"{each.spells:,}", f"{each.at_odds:,}")
            for each in home.organisations.provided()
        ]
        laid_out(
            [("Provider", "In organisations.toml", "Spells", "On days it did not exist"), *rows], words=2
        )
        return
    day = day_meant(on, last=True) if on else datetime.now(UTC).date()
    when = day_meant(known, last=True) if known else day
    found = home.organisations.on(day, known=when)
    rows = [
        (
            each.organisation.name,
            f"{each.organisation.valid_from}",
            f"{each.organisation.valid_until or ''}",
            "itself"
            if each.became == (each.organisation,)
            else " and ".join(one.name for one in each.became),
        )
        for each in found
    ]
    laid_out([("Organisation", "From", "Until", f"On {day}, as known on {when}"), *rows], words=4)
    if not found:
        say("organisations.toml names no organisation that had begun by then.")
    elif any(not each.organisation.verified for each in found):
        say("Not verified: these entries are recalled, and nobody has checked them against a source.")


def days_meant(on: str, known: str) -> dict[str, date]:
    """The day by whose organisations providers are counted, and the day by whose knowledge, where named."""
    from desist.home.periods import day_meant

    if known and not on:
        raise OperatorMistake(
            "--as-known-on says since when something was known, but not of which day.",
            hint="Name the day with --organisations-on.",
        )
    given = {"organisations_on": on, "as_known_on": known}
    return {name: day_meant(day, last=True) for name, day in given.items() if day}
