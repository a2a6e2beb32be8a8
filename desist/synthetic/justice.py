"""Made-up national figures on reoffending, children and confidence, one line a year."""

from __future__ import annotations

from collections.abc import Iterator

from desist.synthetic.county import SCALE
from desist.synthetic.dice import Dice
from desist.synthetic.table import Row, table

EVERYBODY = {"geography": "England and Wales", "sex": "All adults", "age": "16+"}
UNDIVIDED = {"characteristic_var": "Total", "characteristic": "Total", "measurement_level": "Person"}
QUESTIONS = {"fairova1dv": 0.66, "cjsovb1dv": 0.52, "ratpol3": 0.58, "patt7": 0.74}


def reoffending(first: int, last: int) -> str:
    """Annual cohorts of adults and children, named by the year in which each starts."""

    def rows() -> Iterator[Row]:
        dice = Dice("reoffending")
        for year in range(first, last + 1):
            offenders = dice.count((560_000 - 22_000 * (year - first)) / SCALE)
            reoffenders = dice.part(offenders, 0.29 - 0.004 * (year - first))
            again = dice.count(3.95 * reoffenders)
            yield {
                "cohort": f"{year}/{(year + 1) % 100:02d}",
                "start": f"{year}-04",
                "offenders": offenders,
                "reoffenders": reoffenders,
                "reoffences": again,
                "published_rate": f"{100 * reoffenders / offenders:.1f}",
                "published_average": f"{again / reoffenders:.2f}",
            }

    return table("moj.reoffending", rows())


def children_who_reoffend(first: int, last: int) -> str:
    """Cohorts of children by sex, years ending March."""

    def rows() -> Iterator[Row]:
        for gender, start, share in (("Boys", 28_000, 0.39), ("Girls", 5_500, 0.29)):
            dice = Dice("children", gender)
            for year in range(first, last + 1):
                children = dice.count(start / SCALE * 0.9 ** (year - first))
                reoffenders = dice.part(children, share - 0.006 * (year - first))
                counts = {
                    "Number of children in cohort": children,
                    "Number of reoffenders": reoffenders,
                    "Number of reoffences": reoffenders + dice.count(2.6 * reoffenders),
                }
                for measure, n in counts.items():
                    yield {
                        "gender": gender,
                        "measure": measure,
                        "end_period_year": year,
                        "count": n,
                        **_year("March"),
                    }

    return table("yjb.reoffending_by_sex", rows())


def first_time_entrants(first: int, last: int) -> str:
    """Children who enter the youth justice system, years ending December."""

    def rows() -> Iterator[Row]:
        dice = Dice("entrants")
        for year in range(first, last + 1):
            n = dice.count(max(8_000, 30_000 * 0.87 ** (year - first)) / SCALE)
            yield {"end_period_year": year, "level": "Eng/Wales", "count": n, **_year("December")}

    return table("yjb.first_time_entrants", rows())


def _year(month: str) -> Row:
    return {"end_period_month": month, "period_length": "Year"}


def crime_survey(first: int, last: int) -> str:
    """What people think of the police and the courts, interviews of years ending March."""

    def rows() -> Iterator[Row]:
        for question, share in QUESTIONS.items():
            dice = Dice(question)
            for year in range(first, last + 1):
                asked = dice.whole(7_000, 9_000)
                value = share - 0.008 * (year - first) + dice.between(-0.008, 0.008)
                error = (1.3 * value * (1 - value) / asked) ** 0.5
                yield {
                    **EVERYBODY,
                    **UNDIVIDED,
                    "year": year,
                    "quarter": 1,
                    "measurement_var": question,
                    "measurement_type": "Perception",
                    "household_type": "NA",
                    "estimate": f"{value:.4f}",
                    "standard_error": f"{error:.5f}",
                    "unweighted_count": asked,
                }

    return table("ons.crime_survey", rows())
