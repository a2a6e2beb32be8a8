"""When people reoffend: when."""

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
    from desist.quarter.reoffending.timing import Timed, Timing


@group.command()
def when(
    place: str = Place,
    start: str = From,
    end: str = To,
    by: str = By,
    weekly: bool = typer.Option(False, "--weekly", help="Print the risk of each week as well."),
    chart: Path | None = ChartFile,
    json: bool = Json,
    folder: Path | None = Folder,
) -> None:
    """Print how many had reoffended by when, at what risk, and whether the first months are the highest risk.

    Mature cohorts only. By disposal a person counts once for each kind received, so rows do not add up.

    Example: desist reoffending when --by disposal --chart when.png
    """
    asked = at_the_desk(folder)
    found = asked.when(place=place, start=start, end=end, by=by)
    if json:
        print(as_json(found))
    else:
        _print(found, weekly)
    if chart:
        write_chart(asked.survival_chart(found), chart)


def _print(found: Timing, weekly: bool) -> None:
    from desist.quarter.reoffending.timing import WEEKS

    print(f"When people reoffend: {found.place}, cohorts of {found.period}. {found.source}.")
    headings = [
        ("", "People", *(f"By week {week}" for week in WEEKS), "Half by day", "Days free in a year", "")
    ]
    table([*headings, *(_row(each) for each in found.rows)])
    if found.differ is not None:
        test = found.differ
        print(
            f"Log-rank test of the groups: chi-squared {test.chi2:.1f}, {test.freedom} degrees of freedom, "
            f"p {p_value(test.p)}."
        )
    said = {True: "holds", False: "is false", None: "cannot be told"}[found.peak.holds]
    print(f'"The highest risk is in the first three months" {said}. {found.peak.reason}')
    if weekly:
        _print_weekly(found)
    for why in dict.fromkeys(row.why for row in found.rows if row.why):
        say(f"[c] {why}")
    if found.by == "disposal":
        say("By disposal a person counts once for each kind received, so the rows do not add up.")
    say("Time in custody is not taken off, as in the Ministry's own rate.")


def _row(row: Timed) -> tuple[str, ...]:
    if row.curve is None or row.median is None or row.free_days is None:
        return (level(row.level), "", "", "", "", "", "", "", row.mark.printed)
    free = row.free_days
    return (
        level(row.level),
        number(row.people),
        *(f"{percent(at.value)} ({between(at.lower, at.upper)})" for at in row.by_week),
        "not reached" if row.median.value is None else number(row.median.value),
        f"{number(free.value)} ({between(free.lower, free.upper, 0)})",
        row.mark.printed,
    )


def _print_weekly(found: Timing) -> None:
    print("\nFirst reoffences in each week, for each 1,000 people still free of one")
    for row in found.rows:
        if not row.hazards:
            continue
        print(f"\n{level(row.level)}")
        rows = [("Week", "Reoffended", "Risk", "95% interval")]
        rows += [
            (
                f"{at}",
                number(each.events),
                number(each.rate, 1),
                between(each.lower, each.upper),
            )
            for at, each in enumerate(row.hazards, 1)
        ]
        table(rows)
