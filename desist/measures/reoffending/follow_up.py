"""The follow-up of an offender: which days count, and the query that follows everybody up."""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib import resources

from desist.vocabulary.period import add_months

# MoJ, Guide to proven reoffending statistics: a year to reoffend, six months more to be proven.
FOLLOW_UP_MONTHS = 12
WAITING_MONTHS = 6

# Each query that follows offenders up, and the one beside it that says who is in which cohort.
FOLLOWED_UP = {
    "offenders_followed_up": "offenders",
    "offenders_by_disposal": "offenders_by_disposal",
    "offenders_by_release": "offenders_by_release",
}


def follow_up_ends(index_date: date) -> date:
    """The last day on which an offence is still a reoffence: a year after the index date."""
    return add_months(index_date, FOLLOW_UP_MONTHS)


def waiting_ends(index_date: date) -> date:
    """The last day on which a reoffence may be proven: 18 months after the index date, added at once."""
    return add_months(index_date, FOLLOW_UP_MONTHS + WAITING_MONTHS)


def is_proven_reoffence(*, index_date: date, offence_date: date, proof_date: date) -> bool:
    """Whether an offence counts as a proven reoffence, its code apart; both last days count."""
    in_follow_up = index_date < offence_date <= follow_up_ends(index_date)
    return in_follow_up and proof_date <= waiting_ends(index_date)


@cache
def followed_up_sql(name: str) -> str:
    """The whole query behind a name of ``FOLLOWED_UP``, over the standard records.

    Its rows are offenders in cohorts, with their index date, offence and disposal, their previous
    offences and their proven reoffences.
    """
    return (
        f"with index_event_in_cohort as (\n{_written('index_event_in_cohort')}\n), "
        f"offender as (\n{_written(FOLLOWED_UP[name])}\n)\n"
        f"select * from (\n{_written('offenders_followed_up')}\n) as followed"
    )


def _written(name: str) -> str:
    file = resources.files("desist.measures.reoffending").joinpath(f"{name}.sql")
    return file.read_text(encoding="utf-8").strip()
