"""Children by the youth offending team's own outcomes: who reoffends by when, first-timers, custody."""

from __future__ import annotations

from datetime import date

from desist.measures.definition import AUTHOR
from desist.vocabulary.measure import Kind, Measure
from desist.vocabulary.signal import Better

COHORTS = (
    "Our own definition, see docs/method/schemes.md: a cohort tracked live as in the Youth Justice Board's "
    "reoffending toolkit, with the three months' wait of National Indicator 19 (Hansard, 11 January 2010)"
)
OUTCOMES_COUNTED = (
    "Our own count of the youth offending service's outcomes; what is counted, and of how many children, as "
    "in Youth Justice Board, Youth Justice Statistics, England and Wales"
)
CHECKER = "slow truth in loops; Panel report of October 2020 (2 of 14, 5 of 19)"
OUTCOMES, PROVEN, HISTORY = "youth.outcomes", "courts.proven_offences", "criminal_history"
BREAKDOWNS = ("tier", "sex", "ethnicity_self", "looked_after", "area")
CAVEAT = (
    "Tiers are not a trial: who gets an early intervention differs from who is charged, so a lower rate "
    "after one does not show that it works."
)


def _at(months: int) -> Measure:
    return Measure(
        name=f"local_youth_reoffending_{months}_months",
        title=f"Children reoffending within {months} months",
        asks=f"Of the children given an outcome in the quarter, how many reoffended within {months} months?",
        of=f"reoffending/youth_in_place where months = {months}",
        held="reoffending/youth_cohorts_held",
        kind=Kind.PROPORTION,
        numerator="count(r.person_id) filter (where r.reoffences > 0)",
        denominator="count(r.person_id)",
        final="bool_and(r.is_final)",
        reaches="max(r.reaches_to)",
        matured="avg(case when r.matured then 1 else 0 end)",
        followed=f"{months} months and the three of the wait",
        better=Better.LOWER,
        unit="% of children",
        people=True,
        source=COHORTS,
        contracts=(OUTCOMES, PROVEN, HISTORY),
        every=("quarter",),
        breakdowns=BREAKDOWNS,
        sources=("agencies' extracts", "criminal history file"),
        lag=f"{months + 3} months after the quarter; live until then",
        notes=(
            "From the child's first outcome in the quarter, custody too. An offence committed within "
            f"{months} months counts once proven, by three months later at most; national figures wait six. "
            f"Cohorts are compared at equal age only. {CAVEAT}"
        ),
        author=AUTHOR,
        checker=CHECKER,
        review=date(2027, 11, 1),
    )


LOCAL_YOUTH_REOFFENDING = tuple(_at(months) for months in (3, 6, 9, 12))

FIRST_TIME_NOTES = (
    "Counted from the first outcome held, where nothing was proven before it; children whose first came "
    "before the files begin are counted late. The published figure is the Police National Computer's and may "
    "differ."
)


def _of_outcomes(
    *,
    name: str,
    title: str,
    short: str,
    asks: str,
    numerator: str,
    unit: str,
    notes: str,
    per: float = 0,
    breakdowns: tuple[str, ...] = BREAKDOWNS,
) -> Measure:
    return Measure(
        name=name,
        title=title,
        short=short,
        asks=asks,
        of="youth_local/outcomes_in_place",
        held="youth_local/months_held",
        kind=Kind.RATE if per else Kind.COUNT,
        numerator=numerator,
        over="child_population" if per else "",
        per=per or 1.0,
        better=Better.LOWER,
        unit=unit,
        decimals=2 if per == 1000 else (1 if per else 0),
        people=True,
        source=OUTCOMES_COUNTED,
        contracts=(OUTCOMES, "ons.population_by_age") if per else (OUTCOMES,),
        every=("year",) if per else ("month", "quarter", "year"),
        breakdowns=() if per else breakdowns,
        lag="as the youth offending service sends it",
        notes=notes,
        author=AUTHOR,
        checker=CHECKER,
        review=date(2027, 11, 1),
    )


FIRST_TIME = "count(r.person_id) filter (where r.is_first)"
CUSTODY = "count(r.person_id) filter (where r.tier = 'custody')"

LOCAL_FIRST_TIME_ENTRANTS = _of_outcomes(
    name="local_first_time_entrants",
    title="First-time entrants, by the youth service's outcomes",
    short="First-time entrants",
    asks="How many children were given an outcome for the first time?",
    numerator=FIRST_TIME,
    unit="children",
    notes=FIRST_TIME_NOTES,
)
LOCAL_FIRST_TIME_ENTRANTS_PER_100000 = _of_outcomes(
    name="local_first_time_entrants_per_100000",
    title="First-time entrants per 100,000 children, by the youth service's outcomes",
    short="First-time entrants per 100,000 children",
    asks="Of every 100,000 children aged 10 to 17, how many were given an outcome for the first time?",
    numerator=FIRST_TIME,
    unit="children per 100,000 aged 10 to 17",
    per=100_000,
    notes=f"Divided by the newest mid-year estimate that serves the year's last day. {FIRST_TIME_NOTES}",
)
LOCAL_YOUTH_CUSTODY = _of_outcomes(
    name="local_youth_custody",
    title="Custodial sentences given to children, by the youth service's outcomes",
    short="Custodial sentences given to children",
    asks="How many custodial sentences were given to children?",
    numerator=CUSTODY,
    unit="sentences",
    notes="Each custodial outcome counts.",
    breakdowns=("sex", "ethnicity_self", "looked_after", "area"),
)
LOCAL_YOUTH_CUSTODY_PER_1000 = _of_outcomes(
    name="local_youth_custody_per_1000",
    title="Custodial sentences per 1,000 children, by the youth service's outcomes",
    short="Custodial sentences per 1,000 children",
    asks="For every 1,000 children aged 10 to 17, how many custodial sentences were given?",
    numerator=CUSTODY,
    unit="sentences per 1,000 aged 10 to 17",
    per=1000,
    notes="Divided by the newest mid-year estimate that serves the year's last day.",
)
