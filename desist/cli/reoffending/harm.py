"""How much harm reoffending does: harm."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from desist.cli.main import Folder, say
from desist.cli.reoffending import at_the_desk, group
from desist.cli.reoffending.expected import By, ChartFile, From, Json, Place, To
from desist.cli.reoffending.laid_out import (
    as_json,
    between,
    level,
    number,
    p_value,
    percent,
    table,
    write_chart,
)

if TYPE_CHECKING:
    from desist.quarter.reoffending.harm import Harm, HarmRow


@group.command()
def harm(
    place: str = Place,
    start: str = From,
    end: str = To,
    by: str = By,
    index: str = typer.Option(
        "", "--index", help="cambridge or ons; Cambridge first of those loaded if none."
    ),
    seed: int = typer.Option(
        1, "--seed", help="Of the shuffles that compare groups; the same gives the same."
    ),
    chart: Path | None = ChartFile,
    json: bool = Json,
    folder: Path | None = Folder,
) -> None:
    """Print the harm of reoffending for each person, how few people do most of it, and how groups differ.

    Harm is in days of imprisonment by a versioned index, which is named.

    Example: desist reoffending harm --by previous_offences_band
    """
    asked = at_the_desk(folder)
    found = asked.harm(place=place, start=start, end=end, by=by, index=index, seed=seed)
    if json:
        print(as_json(found))
    else:
        _print(found)
    if chart:
        write_chart(asked.harm_chart(found), chart)


def _print(found: Harm) -> None:
    from desist.quarter.reoffending.harm import POWER_FEW

    print(f"Harm of proven reoffences: {found.place}, cohorts of {found.period}, in days. {found.source}.")
    print(f"By the {found.version}.")
    tops = [f"Top {percent_}%" for percent_ in POWER_FEW]
    headings = (
        "",
        "People",
        "Each person",
        "Each reoffender",
        "Trimmed mean",
        "High harm",
        *tops,
        "Gini",
        "",
    )
    table([headings, *(_row(each) for each in found.rows)])
    compared = [each for each in found.rows if each.against_rest is not None]
    if compared:
        print("\nEach group against everybody else, in days for each person")
        table(
            [
                ("", "Difference", "95% interval", "By chance", "Trimmed", "More often", "Ranks, p"),
                *(_compared(each) for each in compared),
            ]
        )
        print(
            "By chance: how often shuffling people gives as large a difference. More often: the chance that "
            "one of the group does more harm than one of the others (0.50: alike)."
        )
    missing = sum(found.unweighted.values())
    if missing:
        say(f"{missing:,} reoffences have no weight in the index and count as none, so harm is too low.")
    for why in dict.fromkeys(row.why for row in found.rows if row.why):
        say(f"[c] {why}")
    say("The bridge from courts' codes to the index is unverified (harm_sources.toml).")


def _row(row: HarmRow) -> tuple[str, ...]:
    got = row.figures
    if got is None or row.power_few is None:
        return (level(row.level), *[""] * 9, row.mark.printed)
    return (
        level(row.level),
        number(got.people),
        number(got.per_offender, 1),
        number(got.per_reoffender, 1),
        number(got.trimmed, 1),
        f"{percent(got.high_harm)} ({between(*got.high_harm_interval)})",
        *(percent(share) for share in row.power_few.values()),
        number(got.gini, 2),
        row.mark.printed,
    )


def _compared(row: HarmRow) -> tuple[str, ...]:
    got = row.against_rest
    assert got is not None
    return (
        level(row.level),
        f"{got.difference:+,.1f}",
        between(got.lower, got.upper),
        p_value(got.p_permutation),
        f"{got.trimmed:+,.1f}",
        number(got.more_often, 2),
        p_value(got.p_ranks),
    )
