"""Measures of families and of children referred, against loops over made-up people and every odd relation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from desist.contracts.families import REFERRED_FOR
from desist.vocabulary.period import Period
from desist.vocabulary.reading import Reading
from tests.made_up import MadeUp, read_made_up
from tests.reference.families import Families, Link, Referral, families, with_four_adversities
from tests.reoffending_examples import HOME

QUARTER = Period(date(2020, 1, 1), date(2020, 3, 31))
YEAR = Period(date(2020, 1, 1), date(2020, 12, 31))
PROOFS = [date(2019, 12, 31), date(2020, 1, 1), date(2020, 2, 29), date(2020, 3, 31), date(2020, 4, 1)]
# Tenth, eighteenth and twenty-fifth birthdays beside the days of proof; the last two are nobody's child.
BIRTHS = [date(2010, 3, 1), date(2010, 2, 28), date(2002, 2, 28), date(1995, 1, 1), date(1970, 6, 1)]
RELATIONS = ["parent", "child", "sibling", "same_household"]
KIN = [f"p{number}" for number in range(7)]  # any two of them that are related are within eight steps
Kin = tuple[dict[str, date], list[tuple[str, date]], list[Link]]


@st.composite
def links(draw: st.DrawFn) -> Link:
    start = draw(st.sampled_from([None, *PROOFS]))
    end = draw(st.sampled_from([None, *PROOFS]))
    if start and end and end < start:
        start, end = end, start
    return Link(
        one=draw(st.sampled_from(KIN)),
        other=draw(st.sampled_from(KIN)),
        relation=draw(st.sampled_from(RELATIONS)),
        start=start,
        end=end,
    )


@st.composite
def kin(draw: st.DrawFn) -> Kin:
    """Some people, their births, what was proven when, and what is known of who they are to each other."""
    born = {person: draw(st.sampled_from(BIRTHS)) for person in KIN}
    proofs = draw(st.lists(st.tuples(st.sampled_from(KIN), st.sampled_from(PROOFS)), max_size=12))
    return born, proofs, draw(st.lists(links(), min_size=1, max_size=9))


def one_county(drawn: list[Kin]) -> Kin:
    """All of them together, each kin apart from the others; many at once, as queries take time."""
    born, proofs, related = {}, [], []
    for number, (births, proven, found) in enumerate(drawn):
        born |= {f"{person}-{number}": day for person, day in births.items()}
        proofs += [(f"{person}-{number}", day) for person, day in proven]
        related += [
            replace(each, one=f"{each.one}-{number}", other=f"{each.other}-{number}") for each in found
        ]
    # Somebody old proven on the first and the last day, so that the period is held.
    return {**born, "old": date(1950, 1, 1)}, [*proofs, ("old", YEAR.start), ("old", YEAR.end)], related


@cache
def store() -> MadeUp:
    return MadeUp(home=[HOME])


def only(found: list[Reading]) -> Reading:
    assert len(found) == 1
    return found[0]


@settings(max_examples=8, deadline=None)
@given(drawn=st.lists(kin(), min_size=1, max_size=12), period=st.sampled_from([QUARTER, YEAR]))
def test_families_as_counted_in_loops(drawn: list[Kin], period: Period) -> None:
    born, proofs, related = one_county(drawn)
    asking = store().fill(
        {
            "police.people": [
                {"person_ref": person, "date_of_birth": day, "sex": "F", "area": "Darlington"}
                for person, day in born.items()
            ],
            "courts.proven_offences": [
                {
                    "person_ref": person,
                    "offence_code": "00805",
                    "offence_date": day - timedelta(30),
                    "proof_date": day,
                    "disposal": "fine",
                }
                for person, day in proofs
            ],
            "local.family_links": [
                {
                    "person_ref": each.one,
                    "related_ref": each.other,
                    "relation": each.relation,
                    "from_date": each.start,
                    "until": each.end,
                    "source": "a record",
                }
                for each in related
            ],
            "criminal_history": [],
        }
    )
    truth: Families = families(born, proofs, related, period)

    def read(name: str, place: str = HOME) -> Reading:
        return only(read_made_up(asking, name, [place], [period]))

    for place in (HOME, "E06000005"):
        known = read("young_people_with_parent_known", place)
        assert (known.numerator, known.denominator) == (len(truth.known), len(truth.young))
        proven = read("young_people_with_parent_proven", place)
        assert (proven.numerator, proven.denominator) == (len(truth.proven), len(truth.known))
        assert read("families_of_two_generations", place).numerator == truth.families


@settings(max_examples=8, deadline=None)
@given(
    sent=st.lists(
        st.builds(
            Referral,
            child=st.sampled_from([f"c{number}" for number in range(8)]),
            received=st.sampled_from(PROOFS),
            reason=st.sampled_from(REFERRED_FOR),
            safeguarding=st.booleans(),
        ),
        min_size=1,
        max_size=120,
        unique_by=lambda each: (each.child, each.received, each.reason),
    )
)
def test_children_referred_as_counted_in_loops(sent: list[Referral]) -> None:
    # One on the first and one on the last day, so that the quarter is held.
    sent = [
        *sent,
        *(
            Referral(child="edge", received=day, reason="other", safeguarding=False)
            for day in (QUARTER.start, QUARTER.end)
        ),
    ]
    asking = store().fill(
        {
            "youth.safeguarding_referrals": [
                {
                    "person_ref": each.child,
                    "received_on": each.received,
                    "reason": each.reason,
                    "safeguarding": each.safeguarding,
                    "area": "Darlington",
                }
                for each in sent
            ]
        }
    )
    within = [each for each in sent if QUARTER.start <= each.received <= QUARTER.end]
    children = {each.child for each in within}

    def read(name: str) -> tuple[float | None, float | None]:
        found = only(read_made_up(asking, name, [HOME], [QUARTER]))
        return found.numerator, found.denominator

    assert read("children_referred")[0] == len(children)
    matters = {each.child for each in within if each.safeguarding}
    assert read("children_to_safeguard") == (len(matters), len(children))
    four = with_four_adversities(sent, QUARTER)
    assert read("children_with_four_adversities") == (len(four), len(children))
    by_reason = read_made_up(asking, "children_referred", [HOME], [QUARTER], by=["reason"])
    told = {each.breakdown["reason"]: each.numerator for each in by_reason}
    for reason in {each.reason for each in within}:
        assert told[reason] == len({each.child for each in within if each.reason == reason})
