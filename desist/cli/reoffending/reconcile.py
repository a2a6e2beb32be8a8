"""Set the local figure beside the official one: reconcile."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from desist.cli.main import Folder, say
from desist.cli.reoffending import at_the_desk, group
from desist.cli.reoffending.laid_out import as_json as written
from desist.cli.reoffending.laid_out import number, percent, table
from desist.vocabulary.mark import Mark

if TYPE_CHECKING:
    from desist.measures.reoffending.reconciled import Counted, Part
    from desist.quarter.reoffending.reconciliation import Reconciled

HEADINGS = ("", "Offenders", "Reoffenders", "Reoffences", "Rate", "Per reoffender", "")
ADDS_UP = (
    "Each line is our count before that cause was put right less the count after it, in this order; with "
    "what stays unexplained they add up to the whole difference."
)


@group.command()
def reconcile(
    quarter: str = typer.Option("", "--quarter", help="The last month of a 3-month cohort, as 2022-03."),
    start: str = typer.Option("", "--from", help="First month of the cohort, as 2021-04."),
    end: str = typer.Option("", "--to", help="Last month of the cohort, as 2022-03."),
    place: str = typer.Option("", "--place", help="A place by name or code; the partnership's own if none."),
    cohort_months: int = typer.Option(
        3, "--cohort-months", help="12 to set the older cohort, in which a person counts once, beside it."
    ),
    counts_listed: bool = typer.Option(
        False, "--counts-listed", help="Ours counts the offences listed as never counted too."
    ),
    before: str = typer.Option(
        "", "--before", help="A load: our data as they stood before it are those of the Ministry's extract."
    ),
    as_json: bool = typer.Option(False, "--json", help="Print as JSON."),
    folder: Path | None = Folder,
) -> None:
    """Print the local figure beside the official one, and the difference by cause.

    The causes are revision, linkage, geography and rule, as far as the data allow, and what they leave
    unexplained.

    Example: desist reoffending reconcile --quarter 2022-03 --place Darlington
    """
    found = at_the_desk(folder).reconcile(
        quarter=quarter,
        start=start,
        end=end,
        place=place,
        cohort_months=cohort_months,
        counts_listed=counts_listed,
        before=before,
    )
    if as_json:
        print(written(found))
        return
    _print(found)


def _print(found: Reconciled) -> None:
    drawn = found.official.extracted_on
    said = f", drawn on {drawn.day} {drawn:%B %Y}" if drawn else ""
    print(f"Proven reoffending, {found.place}, {found.period}: ours beside the official figure")
    print(f"Ours: {found.source}. Official: {found.official.sender}{said}.")
    given = found.mark is not Mark.CONFIDENTIAL
    whole = [_counted("Our figure", found.local, found.mark.printed, given)]
    whole += [_part(each, given) for each in found.parts]
    whole.append(_counted("Official figure", found.official.counted, found.mark.printed, given))
    table([HEADINGS, *whole])
    for part in found.parts:
        if part.why_not:
            say(f"{part.cause.value}: not measured, {part.why_not}.")
        elif part.put_right:
            say(f"{part.cause.value}: {part.put_right}.")
    say(ADDS_UP)


def _counted(label: str, counted: Counted, mark: str, given: bool) -> tuple[str, ...]:
    counts = (number(counted.offenders), number(counted.reoffenders), number(counted.reoffences))
    rate, each = percent(counted.rate), number(counted.per_reoffender, 2)
    return (label, *counts, rate if given else "", each if given else "", mark)


def _part(part: Part, given: bool) -> tuple[str, ...]:
    label = f"  {part.cause.value}"
    if part.why_not:
        return (label, "", "", "", "", "", "[x]")
    counts = (_signed(part.offenders), _signed(part.reoffenders), _signed(part.reoffences))
    points = _signed(part.points, 1) if given else ""
    return (label, *counts, points, _signed(part.per_reoffender, 2) if given else "", "")


def _signed(value: float | None, decimals: int = 0) -> str:
    """A difference with its sign; +0 and −0 are 0."""
    if value is None:
        return ""
    written = f"{abs(value):,.{decimals}f}"
    if not float(written.replace(",", "")):
        return written
    return f"{'+' if value > 0 else '−'}{written}"
