"""Read figures: measure, measures."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from desist.cli.main import Folder, app, opened, say
from desist.cli.organising import days_meant
from desist.home.readings import OWN_DESK
from desist.vocabulary.mistake import OperatorMistake

if TYPE_CHECKING:
    from desist.home.readings import Readings
    from desist.vocabulary.reading import Reading

MOST_REASONS = 3


@app.command()
def measure(
    name: str = typer.Argument(..., help="The measure; 'desist measures' lists them."),
    place: list[str] = typer.Option(
        [], "--place", help="A place by name or code; may be given more than once."
    ),
    start: str = typer.Option("", "--from", help="First month, as 2025-01."),
    end: str = typer.Option("", "--to", help="Last month, as 2025-03."),
    every: str = typer.Option("", "--every", help="month, quarter or year."),
    by: list[str] = typer.Option(
        [], "--by", help="A breakdown, such as offence_group; may be given more than once."
    ),
    only: list[str] = typer.Option(
        [], "--only", help="One level of a breakdown, as scheme=IOM; may be given more than once."
    ),
    over_links: int = typer.Option(
        0, "--over-links", help="Also the range over so many plausible sets of links between records, as 200."
    ),
    seed: int = typer.Option(1, "--seed", help="With --over-links: other draws."),
    organisations_on: str = typer.Option(
        "", "--organisations-on", help="Count each provider under what it had become by this day."
    ),
    as_known_on: str = typer.Option(
        "", "--as-known-on", help="With --organisations-on: so far as was known on this day."
    ),
    for_publication: bool = typer.Option(
        False, "--for-publication", help="Protected as a report is, and held against all published before."
    ),
    publish: str = typer.Option(
        "", "--publish", help="Protected, and entered in the ledger under this name as published."
    ),
    as_csv: bool = typer.Option(False, "--csv", help="Print as CSV."),
    as_json: bool = typer.Option(False, "--json", help="Print as JSON, with definition and reasons."),
    folder: Path | None = Folder,
) -> None:
    """Print the readings of a measure, with both counts, 95% interval and status.

    The true figures, for the partnership's own desk, unless --for-publication protects them.

    Example: desist measure recorded_offences --place Durham --from 2025-01 --to 2025-03 --every month
    """

    given = [part for each in by for part in each.split(",") if part]
    home = opened(folder)
    asked: dict[str, Any] = {"place": place or "", "start": start, "end": end, "every": every, "by": given}
    asked["only"] = _levels(only)
    asked |= days_meant(organisations_on, as_known_on)
    if over_links:
        if for_publication or publish:
            raise OperatorMistake(
                "A range over links is published within a report alone.",
                hint="Leave out --over-links, or --for-publication and --publish.",
            )
        say(f"{OWN_DESK.capitalize()}.")
        _over_links(home.linking.over_links(name, draws=over_links, seed=seed, **asked), as_csv, as_json)
        return
    readings = home.measure(name, **asked)
    if for_publication or publish:
        from desist.home.for_publication import readings_for_publication

        readings = readings_for_publication(home, readings, publish)
    elif readings.use == OWN_DESK:
        say(f"{OWN_DESK.capitalize()}: --for-publication protects it.")
    if as_json:
        print(readings.to_json())
    elif as_csv:
        print(readings.to_csv(), end="")
    else:
        _table(readings)


def _over_links(found: Readings, as_csv: bool, as_json: bool) -> None:
    """Each reading with its range over plausible links: what is not known of who is one person."""
    columns = ("place", "period", *found.by, "value", "lower", "median", "upper", "draws", "seed", "why")
    rows = []
    for each in found:
        over = each.over_links
        assert over is not None
        levels = [each.breakdown.get(name, "") for name in found.by]
        ends = (over.lower, over.median, over.upper, over.draws, over.seed, over.why)
        rows.append((each.place, str(each.period), *levels, each.value, *ends))
    if as_json:
        print(json.dumps([dict(zip(columns, row, strict=True)) for row in rows], indent=2))
        return
    if as_csv:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(["" if cell is None else cell for cell in row] for row in rows)
        return
    for each in found:
        print(
            "  ".join(
                [", ".join([each.place, *each.breakdown.values()]), str(each.period), *_ends(found, each)]
            )
        )
    if rows:
        say(f"95% of {rows[0][-3]} draws (seed {rows[0][-2]}) of who is one person; chance is not in it.")


def _ends(found: Readings, reading: Reading) -> list[str]:
    """The figure and its range over links, as the measure is printed."""
    over, places = reading.over_links, found.measure.decimals
    assert over is not None
    if over.lower is None or over.upper is None or reading.value is None:
        return ["over links no range:", over.why]
    return [
        f"{reading.value:,.{places}f}",
        f"over links {over.lower:,.{places}f} to {over.upper:,.{places}f}",
    ]


def _levels(given: list[str]) -> dict[str, str]:
    """The levels that breakdowns are held to, from 'scheme=IOM'."""
    parted = [part.partition("=") for part in given]
    for name, sign, level in parted:
        if not (name and sign and level):
            raise OperatorMistake(
                f"'{name}{sign}{level}' names no level of a breakdown.", hint="Write --only scheme=IOM."
            )
    return {name: level for name, _, level in parted}


def _table(readings: object) -> None:
    from desist.home.readings import Readings
    from desist.vocabulary.measure import Kind

    assert isinstance(readings, Readings)
    about = readings.measure
    print(f"{about.title} ({about.unit}). {about.asks}")
    print(
        f"Source: {about.source}. Lower is better." if about.better == "lower" else f"Source: {about.source}."
    )
    rows = [("Place", "Period", *readings.by, "Value", "95% interval", "Counted", "Out of", "")]
    for each in readings:
        value = "" if each.value is None else f"{each.value:,.{about.decimals}f}"
        interval = ""
        if each.lower is not None and each.upper is not None:
            interval = f"{each.lower:,.{about.decimals}f} to {each.upper:,.{about.decimals}f}"
        rows.append(
            (
                each.place,
                str(each.period),
                *(each.breakdown.get(level, "") for level in readings.by),
                value,
                interval,
                # A published estimate is no count.
                "" if each.numerator is None or about.kind is Kind.ESTIMATE else f"{each.numerator:,.0f}",
                "" if each.denominator is None else f"{each.denominator:,.0f}",
                each.mark.printed,
            )
        )
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    text_columns = 2 + len(readings.by)
    for row in rows:
        cells = [
            cell.ljust(width) if at < text_columns else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        print("  ".join(cells).rstrip())
    if any(name in readings.by for name, _ in about.once_for_each):
        say(about.all_notes)
    provisional = [each for each in readings if each.provisional]
    if len({each.why for each in provisional}) > 1:
        named = [f"{each.period}. {each.why}" for each in provisional]
    else:
        named = [each.why for each in provisional]
    reasons = list(dict.fromkeys(each.why for each in readings if each.why and not each.provisional))
    for why in reasons[:MOST_REASONS]:
        say(why)
    if len(reasons) > MOST_REASONS:
        say(f"{len(reasons) - MOST_REASONS} more are not available; --json gives each its reason.")
    for why in list(dict.fromkeys(named))[:MOST_REASONS]:
        say(why)
    if len(set(named)) > MOST_REASONS:
        say(f"{len(set(named)) - MOST_REASONS} more are provisional; --json gives each its reason.")
    if provisional and about.as_stood:
        say("'desist reoffending nowcast' says where the final rate of each cohort will lie.")


@app.command()
def measures(
    name: str = typer.Argument("", help="One measure, for its whole definition."),
    as_json: bool = typer.Option(False, "--json", help="Print as JSON."),
) -> None:
    """List the measures, or print the whole definition of one."""
    from desist.measures.catalogue import CATALOGUE
    from desist.measures.catalogue import measure as find
    from desist.measures.definition import built_on, rows_sql

    if as_json:
        chosen = [find(name)] if name else list(CATALOGUE.values())
        print(json.dumps([{**vars(each), "review": each.review.isoformat()} for each in chosen], indent=2))
        return
    if not name:
        width = max(map(len, CATALOGUE))
        for each in CATALOGUE.values():
            print(f"{each.name:<{width}}  {each.asks}")
        return
    about = find(name)
    print(f"{about.title}\n{about.asks}\n")
    for label, text in (
        ("unit", about.unit),
        ("better", about.better.value),
        ("source", about.source),
        ("numerator", about.numerator),
        ("denominator", about.denominator or (f"the stock of {about.over}" if about.over else "none")),
        ("every", ", ".join(about.every)),
        ("by", ", ".join(about.breakdowns) or "nothing"),
        ("contracts", ", ".join(about.contracts)),
        ("lag", about.lag),
        ("notes", about.all_notes),
        ("author", about.author),
        ("checked by", about.checker),
        ("review by", f"{about.review.day} {about.review:%B %Y}"),
    ):
        print(f"{label:<12} {text}")
    print(f"\n{rows_sql(about.of).strip()}")
    for table, sql in reversed(built_on(rows_sql(about.of)).items()):
        print(f"\n-- where {table} is\n{sql.strip()}")
