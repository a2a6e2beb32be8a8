"""Where proven reoffending will end: nowcast, scorecard."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from desist.cli.main import Folder, opened, say
from desist.cli.reoffending import at_the_desk, group
from desist.home.readings import OWN_DESK, PROTECTED
from desist.vocabulary.mistake import OperatorMistake

if TYPE_CHECKING:
    from desist.measures.reoffending.provisional import Provisional
    from desist.quarter.reoffending.nowcasts import Nowcasts
    from desist.quarter.reoffending.scorecards import PastNowcast, Scorecard

HEADINGS = (
    "Cohort",
    "Age",
    "People",
    "Proven",
    "So far",
    "Year before",
    "Final",
    "95% interval",
    "Followed",
    "Expected",
    "Await proof",
    "Yet to come",
    "",
)
WORDS = 1  # columns of words, before those of numbers


@group.command()
def nowcast(
    place: str = typer.Option("", "--place", help="A place by name or code; the partnership's own if none."),
    start: str = typer.Option("", "--from", help="First month of the cohorts, as 2023-01."),
    end: str = typer.Option("", "--to", help="Last month of the cohorts, as 2025-03."),
    as_at: str = typer.Option(
        "", "--as-at", help="As it stood at the end of this day, as 2025-03-31; what is held if none."
    ),
    by: str = typer.Option("", "--by", help="A breakdown, such as age_group for adults and juveniles."),
    for_publication: bool = typer.Option(
        False, "--for-publication", help="Protected as a report is, and held against all published before."
    ),
    publish: str = typer.Option(
        "", "--publish", help="Protected, and entered in the ledger under this name as published."
    ),
    as_csv: bool = typer.Option(False, "--csv", help="Print as CSV."),
    as_json: bool = typer.Option(False, "--json", help="Print as JSON, with a sentence for each cohort."),
    folder: Path | None = Folder,
) -> None:
    """Print where the final rate of each cohort will lie that is not yet mature, with a 95% interval.

    Example: desist reoffending nowcast --by age_group
    """
    safely = for_publication or bool(publish)
    if safely and as_at:
        raise OperatorMistake(
            "Nowcasts are published as they stand now, for the ledger holds one figure of a cohort.",
            hint="Leave out --as-at.",
        )
    asked = opened(folder).reoffending if safely else at_the_desk(folder)
    found = asked.nowcast(place=place, start=start, end=end, as_at=as_at, by=by)
    if safely:
        from desist.home.for_publication import nowcasts_for_publication

        found = nowcasts_for_publication(opened(folder), found, publish)
    if as_json:
        about = {
            "use": PROTECTED if safely else OWN_DESK,
            "place": found.named,
            "source": found.source,
            "as_at": found.as_at.isoformat(),
        }
        about |= {"reaches_to": found.reaches_to.isoformat(), "by": found.by, "why": found.why_none}
        print(json.dumps({**about, "cohorts": [_plain(each) for each in found.cohorts]}, indent=2))
    elif as_csv:
        _csv([_plain(each) for each in found.cohorts])
    else:
        _print(found)


@group.command()
def scorecard(
    place: str = typer.Option("", "--place", help="A place by name or code; the partnership's own if none."),
    as_csv: bool = typer.Option(False, "--csv", help="Print as CSV."),
    as_json: bool = typer.Option(False, "--json", help="Print as JSON, with every miss."),
    folder: Path | None = Folder,
) -> None:
    """Print how often the final rate lay in the interval of past nowcasts, by the age of the cohort.

    Example: desist reoffending scorecard
    """
    found = at_the_desk(folder).scorecard(place=place)
    rows = [
        {
            **asdict(each.score),
            "as_known": each.as_known,
            "misses": [_missed(miss) for miss in each.misses],
        }
        for each in found.ages
    ]
    if as_json:
        about = {
            "use": OWN_DESK,
            "place": found.place,
            "source": found.source,
            "reaches_to": found.reaches_to.isoformat(),
        }
        about |= {"way": found.way}
        print(json.dumps({**about, "mature_cohorts": found.mature, "ages": rows}, indent=2))
    elif as_csv:
        _csv([{name: cell for name, cell in row.items() if name != "misses"} for row in rows])
    else:
        _print_scores(found)


def _print(found: Nowcasts) -> None:
    from desist.measures.read import written_day

    by = f" by {found.by}" if found.by else ""
    print(f"Proven reoffending in {found.named}{by}, as at {written_day(found.as_at)}.")
    print(f"Source: {found.source}. Lower is better.")
    if found.as_at > found.reaches_to:
        print(f"The last proof or release held is of {written_day(found.reaches_to)}.")
    if found.under_way is not None:
        print(
            f"{found.under_way} has not closed by then. If the records are whole to "
            f"{written_day(found.under_way.end)}, say --as-at {found.under_way.end}."
        )
    young = [each for each in found.cohorts if not each.final and each.rate is not None]
    if young:
        print(
            f"Gained: the rate of {young[-1].period} is known {young[-1].months_gained} months before the "
            f"day on which it can be final, {written_day(young[-1].final_on)}."
        )
    if not found.cohorts:
        print(found.why_none)
        return
    levels = list(dict.fromkeys(each.level for each in found.cohorts))
    for level in levels:
        print(f"\n{level}" if level else "")
        those = [each for each in found.cohorts if each.level == level]
        _table([HEADINGS, *(_row(each) for each in those)])
        for each in those if len(levels) == 1 else ():
            if not each.final:
                print(f"{each.period}. {each.sentence}")
    say(
        "Final: the rate once everybody has been followed. Year before: the cohort of a year before, as it "
        "stood when it was as old; cohorts compare only at equal age. 'desist reoffending scorecard' says "
        "how often past intervals held."
    )


def _row(each: Provisional) -> tuple[str, ...]:
    interval = "" if each.lower is None or each.upper is None else f"{each.lower:.1f}% to {each.upper:.1f}%"
    return (
        str(each.period),
        each.age,
        _number(each.people),
        _number(each.proven),
        _percent(each.so_far),
        _percent(each.year_before.other.rate) if each.year_before else "",
        _percent(each.rate),
        interval,
        _share(each.matured),
        "" if each.final else _number(each.expected),
        "" if each.final else _number(each.awaiting_proof),
        "" if each.final else _number(each.still_at_risk),
        each.mark.printed,
    )


def _share(matured: float) -> str:
    return f"{matured:.0%}" if matured in (0, 1) else f"{min(max(round(100 * matured), 1), 99)}%"


def _number(number: float | None) -> str:
    return "" if number is None else f"{number:,.0f}"


def _percent(number: float | None) -> str:
    return "" if number is None else f"{number:.1f}%"


def _print_scores(found: Scorecard) -> None:
    from desist.measures.read import written_day

    print(
        f"Past nowcasts of proven reoffending in {found.place}, scored against {found.mature:,} mature "
        f"cohorts; records to {written_day(found.reaches_to)}. Source: {found.source}."
    )
    rows = [
        (
            "Age of cohort",
            "Nowcasts",
            "Final rate inside",
            "Coverage",
            "95% interval of it",
            "Mean width",
            "Mean error",
            "Proven by then",
            "As known then",
        )
    ]
    for each in found.ages:
        score = each.score
        age = "the day it closed" if not score.months else f"{score.months} months"
        known = (
            "" if score.lower is None or score.upper is None else f"{score.lower:.1f}% to {score.upper:.1f}%"
        )
        rows.append(
            (
                age,
                f"{score.nowcasts:,}",
                f"{score.covered:,}",
                _percent(score.coverage),
                known,
                "" if score.width is None else f"{score.width:.1f} points",
                "" if score.error is None else f"{_signed(score.error)} points",
                _percent(score.known),
                f"{each.as_known:,}",
            )
        )
    _table(rows)
    print(found.way)
    say("An interval promises 95%; on made-up counties 90% to 98% was measured (docs/method/nowcast.md).")


def _signed(number: float) -> str:
    """A difference with its sign, a true minus and none where it rounds to nought: '+0.3', '−0.4', '0.0'."""
    text = f"{abs(number):.1f}"
    return text if text == "0.0" else f"{'−' if number < 0 else '+'}{text}"


def _missed(miss: PastNowcast) -> dict[str, Any]:
    made = miss.kept.nowcast
    return {
        "cohort": str(miss.period),
        "as_at": made.as_at.isoformat(),
        "people": made.people,
        "rate": made.rate,
        "lower": made.lower,
        "upper": made.upper,
        "final": miss.kept.final,
        "as_known": miss.as_known,
    }


def _plain(each: Provisional) -> dict[str, Any]:
    given = asdict(replace(each, year_before=None))
    period = given.pop("period")
    del given["year_before"]
    aged = each.year_before
    given["year_before_at_equal_age"] = aged.other.rate if aged else None
    for name, at in (("difference", 0), ("difference_lower", 1), ("difference_upper", 2)):
        given[name] = aged.difference[at] if aged else None
    plain = {"period_start": period["start"].isoformat(), "period_end": period["end"].isoformat(), **given}
    return {
        **plain,
        "as_at": each.as_at.isoformat(),
        "mark": each.mark.value,
        "final_on": each.final_on.isoformat(),
        "months_gained": each.months_gained,
        "sentence": each.sentence,
    }


def _csv(rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        writer = csv.DictWriter(sys.stdout, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows([{name: "" if cell is None else cell for name, cell in row.items()} for row in rows])


def _table(rows: Sequence[Sequence[str]]) -> None:
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    for row in rows:
        cells = [
            cell.ljust(width) if at < WORDS else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        print("  ".join(cells).rstrip())
