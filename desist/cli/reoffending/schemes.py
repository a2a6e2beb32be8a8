"""People whom a scheme manages: before-after, coverage; and children by cohort: youth-cohort."""

from __future__ import annotations

from pathlib import Path

import typer

from desist.cli.main import Folder, say
from desist.cli.reoffending import at_the_desk, group
from desist.cli.reoffending.expected import Json, Place
from desist.cli.reoffending.laid_out import as_json, between, level, number, percent, table

Scheme = typer.Option(..., "--scheme", help="A scheme that partnership.toml declares, such as IOM.")


@group.command("before-after")
def before_after(
    scheme: str = Scheme,
    place: str = Place,
    event: str = typer.Option(
        "", "--event", help="arrests, charges or 'proven offences'; the scheme's own if none is named."
    ),
    json: bool = Json,
    folder: Path | None = Folder,
) -> None:
    """Print how often people came back in the year before a scheme took them in and in the year after.

    For each day at liberty. It is no measure of what the scheme does, and says so.

    Example: desist reoffending before-after --scheme IOM
    """
    found = at_the_desk(folder).before_after(scheme, place=place, event=event)
    if json:
        print(as_json(found))
        return
    print(f"{found.title}: {found.event} beside the day people were taken in. {found.people:,} people.")
    table(
        [
            ("", found.event.capitalize(), "Days at liberty", "Per 1,000 days", "95% interval", ""),
            *(
                (
                    each.year,
                    number(each.events),
                    number(each.days_at_liberty),
                    number(each.per_1000_days, 2),
                    between(each.lower, each.upper, 2),
                    found.mark.printed,
                )
                for each in found.years
            ),
        ]
    )
    print(found.sentence)
    for why, people in found.left_out.items():
        if people:
            say(f"Left out: {people:,}, because {why}.")
    say("The interval of each year takes events as independent; that of the ratio takes people as the unit.")


@group.command()
def coverage(
    scheme: str = Scheme,
    place: str = Place,
    months: int = typer.Option(12, "--months", help="Harm of the last 12 or 24 months."),
    index: str = typer.Option(
        "", "--index", help="cambridge or ons; Cambridge first of those loaded if none."
    ),
    as_at: str = typer.Option("", "--as-at", help="The day, as 2025-03-31; the last known if none."),
    json: bool = Json,
    folder: Path | None = Folder,
) -> None:
    """Print how many of the tenth of people who did most harm lately are in a scheme.

    Example: desist reoffending coverage --scheme IOM --months 24
    """
    asked = at_the_desk(folder)
    found = asked.coverage(scheme, place=place, months=months, index=index, as_at=as_at)
    if json:
        print(as_json(found))
        return
    day = f"{found.as_at.day} {found.as_at:%B %Y}"
    print(
        f"{found.people:,} people had an offence of the {found.months} months to {day} proven by then. The "
        f"{found.top:,} of them who did most harm did {percent(found.share_of_harm)} of it."
    )
    if found.interval is None:
        print(f"{found.inside:,} of {found.top:,} were in {found.scheme}. {found.why}")
    else:
        print(
            f"{found.inside:,} of those {found.top:,} ({percent(found.percent)}; 95% interval "
            f"{between(*found.interval, unit='%')}) were in {found.scheme} on that day. "
            f"{found.mark.printed}".rstrip()
        )
    print(f"By the {found.version}.")
    if found.unweighted:
        say(f"{found.unweighted:,} of {found.offences:,} offences have no weight in it and count as none.")
    say("The bridge from courts' codes to the index is unverified (harm_sources.toml).")


@group.command("youth-cohort")
def youth_cohort(
    start: str = typer.Option("", "--from", help="First month of the first cohort, as 2019-10."),
    end: str = typer.Option("", "--to", help="Last month of the last cohort, as 2019-12."),
    place: str = Place,
    by: str = typer.Option("", "--by", help="tier, sex, ethnicity_self, looked_after or area."),
    json: bool = Json,
    folder: Path | None = Folder,
) -> None:
    """Print cohorts of children at 3, 6, 9 and 12 months: how many reoffended, live and then final.

    Example: desist reoffending youth-cohort --from 2019-10 --to 2019-12
    """
    found = at_the_desk(folder).youth_cohorts(place=place, start=start, end=end, by=by)
    if json:
        print(as_json(found))
        return
    source = f" {found.source[0].upper()}{found.source[1:]}." if found.source else ""
    print(
        f"Children in {found.place} by the quarter of their outcome, and how many reoffended since.{source}"
    )
    rows = [
        (
            str(period),
            level(each.reading.breakdown.get(by, "")),
            f"{each.months} months",
            number(each.reading.numerator),
            number(each.reading.denominator),
            percent(each.reading.value),
            between(each.reading.lower, each.reading.upper, unit="%"),
            number(each.reoffences),
            "final" if each.final else f"live, {each.matured:,} reached" if each.reading.denominator else "",
            each.reading.mark.printed,
        )
        for period, ages in found.cohorts.items()
        for each in ages
    ]
    headings = (
        "Cohort",
        level(by),
        "After",
        "Reoffended",
        "Children",
        "",
        "95% interval",
        "Reoffences",
        "",
        "",
    )
    table([headings, *rows], words=3)
    for why in dict.fromkeys(
        each.reading.why for ages in found.cohorts.values() for each in ages if each.reading.why
    ):
        say(why)
    if by == "tier":
        say("Who gets an early intervention differs from who is charged: a lower rate proves nothing.")
