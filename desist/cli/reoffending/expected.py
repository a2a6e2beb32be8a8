"""Whether reoffending is as was to be expected, and why it moved: expected, change."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from desist.cli.main import Folder, say
from desist.cli.reoffending import at_the_desk, group
from desist.cli.reoffending.laid_out import as_json, between, level, number, percent, table, write_chart

if TYPE_CHECKING:
    from desist.measures.reoffending.mix import Counted, Part
    from desist.quarter.reoffending.change import Change
    from desist.quarter.reoffending.expected import Expected, ExpectedRow

Place = typer.Option("", "--place", help="A place by name or code; the partnership's own if none.")
From = typer.Option(
    "", "--from", help="First month of the cohorts, as 2022-10; the newest mature year if none."
)
To = typer.Option("", "--to", help="Last month of the cohorts, as 2023-09.")
By = typer.Option("", "--by", help="A breakdown, such as age_band or disposal.")
Json = typer.Option(False, "--json", help="Print as JSON.")
ChartFile = typer.Option(None, "--chart", metavar="FILE", help="Draw it as well; FILE ends in .svg or .png.")


@group.command()
def expected(
    place: str = Place,
    start: str = From,
    end: str = To,
    by: str = By,
    model: str = typer.Option("OGRS3", "--model", help="OGRS3, or OGRS4/G."),
    base_start: str = typer.Option(
        "", "--base-from", help="First month of the cohorts the model is fitted to; the year before if none."
    ),
    base_end: str = typer.Option("", "--base-to", help="Last month of them."),
    chart: Path | None = ChartFile,
    json: bool = Json,
    folder: Path | None = Folder,
) -> None:
    """Print how many reoffended beside how many were to be expected to, given who they are.

    Figures for groups, indicative, not an OASys score. The model is recalibrated to one-year proven
    reoffending; its calibration, and who could not be scored and why, are printed with it.

    Example: desist reoffending expected --by age_band --chart calibration.png
    """
    asked = at_the_desk(folder)
    found = asked.expected(
        place=place, start=start, end=end, by=by, model=model, base_start=base_start, base_end=base_end
    )
    if json:
        print(as_json(found))
    else:
        _print_expected(found)
    if chart:
        write_chart(asked.calibration_chart(found), chart)


@group.command()
def change(
    start: str = typer.Option(..., "--from", help="The earlier period, as 2018-10..2019-09."),
    end: str = typer.Option(..., "--to", help="The later period, of the same length."),
    place: str = Place,
    by: list[str] = typer.Option(
        [],
        "--by",
        help="What makes groups of like people, more than once if need be; risk_band is by OGRS3. "
        "Left out: age_band and previous_offences_band.",
    ),
    json: bool = Json,
    folder: Path | None = Folder,
) -> None:
    """Part a change of the rate: other people in the cohort, or like people reoffending at another rate.

    Example: desist reoffending change --from 2018-10..2019-09 --to 2022-10..2023-09
    """

    given = [part for each in by for part in each.split(",") if part]
    found = at_the_desk(folder).change(start, end, place=place, by=given)
    if json:
        print(as_json(found))
    else:
        _print_change(found)


def _print_expected(found: Expected) -> None:
    print(f"Proven reoffending in {found.place}, cohorts of {found.period}, against what was to be expected.")
    print(f"{found.fitted}")
    rows = [("", "People", "Reoffended", "Expected", "Ratio", "95% interval", "Rate", "Adjusted rate", "")]
    table([*rows, *(_expected_row(each) for each in found.rows)])
    print(
        f"Adjusted: as the rate would be with the people of {found.base} ({found.base_rate:.1f}% reoffended)."
    )
    if found.calibration:
        print("\nCalibration: what was predicted of groups of people, and what came")
        headings = [("", "People", "Predicted", "Reoffended", "95% interval")]
        table(
            [
                *headings,
                *(
                    (
                        f"group {at}",
                        number(row.people),
                        percent(row.predicted),
                        percent(row.observed),
                        between(row.lower, row.upper, unit="%"),
                    )
                    for at, row in enumerate(found.calibration, 1)
                ),
            ]
        )
    for reason, people in found.not_scored.items():
        say(f"{people:,} not scored: {reason}.")
    for why in dict.fromkeys(row.why for row in found.rows if row.why):
        say(f"[c] {why}")
    say(found.note)


def _expected_row(row: ExpectedRow) -> tuple[str, ...]:
    adjusted = between(row.adjusted_lower, row.adjusted_upper, unit="%")
    return (
        level(row.level),
        number(row.people) if row.ratio is not None else "",
        number(row.observed),
        number(row.expected, 1),
        number(row.ratio, 2),
        between(row.ratio_lower, row.ratio_upper, 2),
        percent(row.rate),
        f"{percent(row.adjusted)} ({adjusted})" if adjusted else "",
        row.mark.printed,
    )


def _print_change(found: Change) -> None:
    print(f"Proven reoffending in {found.place}, {found.earlier} to {found.later}. {found.source}.")
    print(found.sentence)
    rows = [("Group", "Before", "Now", "Mix, points", "Rate, points")]
    parts = sorted(found.parted.parts, key=lambda part: -abs(part.mix + part.rate))
    table([*rows, *(_part_row(part, found) for part in parts)])
    if found.put_together:
        say(f"Groups too small to be shown, taken as one: {found.put_together}.")
    if found.parted.one_sided:
        alone = ", ".join(level(each) for each in found.parted.one_sided)
        say(f"In one period only, so all of it is mix: {alone}.")


def _part_row(part: Part, found: Change) -> tuple[str, ...]:
    return (
        level(part.group),
        _of(found.before.get(part.group), found.fewest),
        _of(found.now.get(part.group), found.fewest),
        f"{part.mix:+.2f}",
        f"{part.rate:+.2f}",
    )


def _of(counted: Counted | None, fewest: int) -> str:
    if counted is None:
        return ""
    return "[c]" if counted.people < fewest else f"{counted.reoffenders:,} of {counted.people:,}"
