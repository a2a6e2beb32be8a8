"""Offending from one generation to the next, and children as hidden victims: figures of groups alone."""

from __future__ import annotations

from datetime import date
from functools import partial

from desist.measures.definition import AUTHOR
from desist.vocabulary.measure import Kind, Measure
from desist.vocabulary.signal import Better

FAMILIES = (
    "Our own definition on who is related to whom and what was proven; see docs/method/families.md. The "
    "question is the Police and Crime Panel's, Durham, October 2020"
)
REFERRALS = "Our own count of referrals to children's services; see docs/method/families.md"
CHECKER = "slow truth in loops"
REVIEW = date(2027, 11, 1)
PEOPLE = "count(distinct r.person_id)"
NOT_A_CAUSE = (
    "It says how often two generations of a family come before the courts, not that the one brings the other "
    "about."
)


_of_young_people = partial(
    Measure,
    of="families/young_in_place",
    held="families/months_held",
    people=True,
    source=FAMILIES,
    contracts=("local.family_links", "courts.proven_offences", "police.people", "criminal_history"),
    every=("quarter", "year"),
    sources=("agencies' extracts", "criminal history file"),
    lag="as courts and children's services send it",
    author=AUTHOR,
    checker=CHECKER,
    review=REVIEW,
)
_of_referrals = partial(
    Measure,
    of="families/referrals_in_place",
    held="families/referral_months_held",
    better=Better.NEITHER,
    people=True,
    source=REFERRALS,
    contracts=("youth.safeguarding_referrals",),
    every=("month", "quarter", "year"),
    lag="as children's services send it",
    author=AUTHOR,
    checker=CHECKER,
    review=REVIEW,
)

YOUNG_PEOPLE_WITH_PARENT_PROVEN = _of_young_people(
    name="young_people_with_parent_proven",
    title="Young people with a proven offence whose parent had one before",
    short="Young people, parent proven before",
    asks="Of the young people against whom an offence was proven and whose parent is known, how many have a "
    "parent against whom one was proven before?",
    kind=Kind.PROPORTION,
    decimals=1,
    numerator=f"{PEOPLE} filter (where r.parent_proven)",
    denominator=f"{PEOPLE} filter (where r.parent_known)",
    better=Better.LOWER,
    unit="% of young people whose parent is known",
    breakdowns=("age_group", "sex", "area"),
    notes=(
        "Aged 10 to 24 on the day of proof. Whoever has no known parent is on neither side, so read "
        f"young_people_with_parent_known beside it. {NOT_A_CAUSE}"
    ),
)
YOUNG_PEOPLE_WITH_PARENT_KNOWN = _of_young_people(
    name="young_people_with_parent_known",
    title="Young people with a proven offence whose parent is known",
    short="Young people, parent known",
    asks="Of the young people against whom an offence was proven, of how many is a parent known?",
    kind=Kind.PROPORTION,
    decimals=1,
    numerator=f"{PEOPLE} filter (where r.parent_known)",
    denominator=PEOPLE,
    better=Better.NEITHER,
    unit="% of young people",
    breakdowns=("age_group", "sex", "area"),
    notes="How far the records of families reach. A low or changing share makes figures on families unsafe.",
)
FAMILIES_OF_TWO_GENERATIONS = _of_young_people(
    name="families_of_two_generations",
    title="Families with proven offences in two generations",
    short="Families of two generations",
    asks="In how many families was an offence proven against a young person, after one against a parent?",
    kind=Kind.COUNT,
    decimals=0,
    numerator="count(distinct r.family) filter (where r.parent_proven)",
    better=Better.LOWER,
    unit="families",
    breakdowns=("age_group", "area"),
    notes=(
        "Brothers and sisters are one family; so is everybody joined by parents and children up to eight "
        f"steps apart. A family in two areas counts in each, and once for the force. {NOT_A_CAUSE}"
    ),
)
CHILDREN_REFERRED = _of_referrals(
    name="children_referred",
    title="Children referred for what they live with",
    short="Children referred",
    asks="How many children were referred to children's services?",
    kind=Kind.COUNT,
    decimals=0,
    numerator=PEOPLE,
    unit="children",
    breakdowns=("reason", "safeguarding_matter", "area"),
    notes=(
        "A child counts once, and under each reason once. With --only reason=parental_imprisonment or "
        "parental_offending: children as hidden victims of somebody else's offending. More referrals may "
        "mean that more is noticed."
    ),
)
REFERRALS_TO_SAFEGUARD = _of_referrals(
    name="children_to_safeguard",
    title="Children referred who need safeguarding",
    short="Children to safeguard",
    asks="Of the children referred, of how many was it a matter of safeguarding?",
    kind=Kind.PROPORTION,
    decimals=1,
    numerator=f"{PEOPLE} filter (where r.safeguarding)",
    denominator=PEOPLE,
    unit="% of children referred",
    breakdowns=("reason", "area"),
    notes="A child counts once, as a matter of safeguarding where any referral in the period was one.",
)
CHILDREN_WITH_FOUR_ADVERSITIES = _of_referrals(
    name="children_with_four_adversities",
    title="Children referred who live with four or more adversities",
    short="Children with four adversities",
    asks="Of the children referred, of how many were four or more kinds of adversity known by then?",
    kind=Kind.PROPORTION,
    decimals=1,
    numerator=f"{PEOPLE} filter (where r.kinds_known >= 4)",
    denominator=PEOPLE,
    unit="% of children referred",
    breakdowns=("safeguarding_matter", "area"),
    notes=(
        "Of the ten kinds that studies of adverse childhood experiences count, as recalled and not read. "
        "What referrals told is less than a child has lived through, so it is no score of that child."
    ),
)
