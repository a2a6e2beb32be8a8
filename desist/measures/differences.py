"""Where our figures differ from published ones: by how much, and why. The page docs/differences.md."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, kw_only=True)
class Distance:
    """One place's score recomputed from counts and weights, beside the one published."""

    code: str
    place: str
    recomputed: float
    published: float
    percent: float


@cache
def severity_distances() -> tuple[Distance, ...]:
    """Every force, region and country: the Crime Severity Score of 2017/18, ours and ONS's."""
    file = resources.files("desist.measures").joinpath("severity_published_2017_18.csv")
    rows = csv.DictReader(file.read_text(encoding="utf-8").splitlines())
    return tuple(
        Distance(
            code=row["code"],
            place=row["place"],
            recomputed=float(row["recomputed"]),
            published=float(row["published"]),
            percent=float(row["percent"]),
        )
        for row in rows
    )


def page() -> str:
    """The page on differences, as Markdown."""
    far = sorted(severity_distances(), key=lambda each: -abs(each.percent))
    near = sum(abs(each.percent) <= 2.0 for each in far)
    table = "\n".join(
        f"| {each.place} | {each.recomputed:.2f} | {each.published:.2f} | {_signed(each.percent)}% |"
        for each in far
    )
    return PAGE.format(table=table, near=near, all=len(far))


def _signed(percent: float) -> str:
    return f"{percent:+.1f}".replace("-", "−")


PAGE = """\
# Where our figures differ from published ones

This page is written by `desist docs` from the tables that the tests check. A difference that grows,
or a new one, fails a test.

## Crime Severity Score, year ending March 2018

`crime_severity_score` multiplies each recorded offence by its published weight and divides by the
mid-2017 population. {near} of {all} places lie within 2% of the score that ONS published.

| place | recomputed | published | difference |
|---|---:|---:|---:|
{table}

Why they differ:

- **The counts.** The open data used here are those published for 2017/18. ONS works its score out
  again from later revisions of the counts; a force that recorded or corrected many serious offences
  late moves most. We take this to be the cause for Dyfed-Powys, Dorset, Gloucestershire, Surrey and
  Bedfordshire, and have not been able to show it: the later counts by offence code are not in the
  data.
- **The weights.** The edition of the weights in the public copy is not stated; homicide weighs
  7,973.39 in it and 7,978.79 in another public copy of the same tool. One offence code stands in
  the copy for several of the tool's finer ones.
- **What is left out.** Fraud recorded by Action Fraud, CIFAS and UK Finance has no weight and no
  force. Every other code of 2017/18 has one.
- **British Transport Police** counts for England and Wales here and for no region. ONS publishes no
  score for the City of London.

`crime_severity_score_difference` prints the difference for any place and year that both have.

## Crimes solved

The reports of the partnership print a "solved rate" and do not define it. `solved_rate` counts
crimes recorded in the period that were, so far, charged or summonsed, cautioned, taken into
consideration, or dealt with by a penalty notice, a cannabis warning or a community resolution:
outcomes 1, 2, 3, 4, 6, 7 and 8. Outcome 22 (diversion) is not among them, and neither is 20
(another body investigates). A force that counts outcome 22 will print a higher rate. For the year
ending March 2019 the measure gives Durham 22.3% and England and Wales 12.7%; the report of March
2020 prints 19% (February 2019 to January 2020) and 13% (January to December 2019), two windows that
are not equal.

North Yorkshire gave in 2018/19 outcomes for fewer than half of its crimes in the count by date of
outcome (21,486 for 45,557 crimes), so its `outcomes_assigned_rate` is too low in the source itself.

## data.police.uk and the Home Office

Months after the last official year come from data.police.uk. Its counts are not the official ones:

- It prints crimes as they stood when the month was sent, and is not revised as the official counts
  are.
- *Violence and sexual offences* cannot be parted, so for this publisher the offence group is the
  wider one.
- *Other crime* is close to, and not the same as, miscellaneous crimes against society.
- Residential and other burglary stand together.
- A council's crimes are those its own force recorded whose point lies in the council; points are
  moved to the nearest map point, and a few rows have no point or one outside the force.

A figure, and both ends of a change, come from one publisher; where two publishers cover the same
period the official one is used.

## The Crime Survey's periods

The file names a year and a quarter. We read them as the twelve months of interviews that end with
that quarter of the calendar year: 2018, quarter 4 is the year ending December 2018. If the
publisher meant a financial year the figures are those of the year ending March 2019; the file does
not say.

## Populations

A rate is divided by the mid-year estimate of the 30 June within the year before the period ends.
ONS's own counts are divided by the population that ONS used, rounded to 100, so a recomputed rate
agrees with the printed one to about 0.02 for each 1,000 people. A council made from others since
April 2021 has the sum of their populations. The resident population of the City of London is so
small that its rates are marked unreliable [u]; ONS prints none.

## Children

The disposals table names the year a period ends in and not its month; the year ending March is
taken as meant. In the table of first-time entrants of 2009, "West Midlands" is the region, as its
size shows, not the police force.
"""
