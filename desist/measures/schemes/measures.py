"""People managed in a scheme, such as IOM: how many, who reoffended, how often for each day at liberty."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from desist.measures.definition import AUTHOR
from desist.vocabulary.measure import Kind, Measure
from desist.vocabulary.signal import Better

SOURCE = (
    "Our own definition, see docs/method/schemes.md; who is in a scheme as partnership.toml declares it, for "
    "IOM after HMPPS, National IOM Operational Guidance (version 5, January 2025)"
)
CHECKER = "slow truth in loops, day by day"
MEMBERS, ARRESTS = "local.cohort_membership", "police.arrests_and_charges"
PROVEN, CUSTODY = "courts.proven_offences", "prisons.custody_spells"
BREAKDOWNS = ("scheme", "strand", "status", "area", "sex")
PEOPLE = "count(distinct r.person_id)"
NOT_A_SUM = (
    "A person counts once in each row, however many stays, schemes or statuses they had; rows of a breakdown "
    "do not add up to the whole. Ask by scheme: without it, everybody in any scheme counts."
)
STATUS_IS_LAST = "Status and strand are the last ones the file gives for a stay, not those of the time."
AT_LIBERTY = (
    "Days from entry to exit, both included, on which the person was not in custody the night after; stays "
    "in custody that overlap are merged. What is dated on a day wholly inside does not count."
)
WAIT = (
    "Counted where it followed within six months, so that new months compare with old; provisional until "
    "then. The six months are our choice, unverified."
)
BY_OFFENCE = f"Dated by the day of the offence. {WAIT}"


def _measure(
    *,
    name: str,
    title: str,
    short: str = "",
    asks: str,
    of: str,
    held: str,
    kind: Kind,
    numerator: str,
    unit: str,
    contracts: tuple[str, ...],
    denominator: str = "",
    per: float = 1.0,
    persons: str = "",
    reaches: str = "",
    final: str = "",
    every: tuple[str, ...] = ("month", "quarter", "year"),
    breakdowns: tuple[str, ...] = BREAKDOWNS,
    better: Better = Better.LOWER,
    decimals: int = 1,
    lag: str = "as the scheme's keeper and the police send it",
    notes: str,
) -> Measure:
    return Measure(
        name=name,
        title=title,
        short=short,
        asks=asks,
        of=f"schemes/{of}",
        held=f"schemes/months_held where {held}",
        kind=kind,
        numerator=numerator,
        denominator=denominator,
        per=per,
        persons=persons,
        final=final,
        reaches=reaches,
        better=better,
        unit=unit,
        decimals=decimals,
        people=True,
        source=SOURCE,
        contracts=contracts,
        all_needed=True,
        every=every,
        breakdowns=breakdowns,
        lag=lag,
        notes=notes,
        author=AUTHOR,
        checker=CHECKER,
        review=date(2027, 11, 1),
    )


def _in_quarter(became: str, name: str, reach: str, kind: str, contract: str) -> Measure:
    return _measure(
        name=name,
        title=f"Managed people with an offence {became} in the quarter",
        short=f"Managed people with offences {became}",
        asks=f"Of the people a scheme managed in the community, how many had an offence {became} in the "
        "quarter?",
        of="quarters_in_place",
        held=f"kind = '{kind}'",
        kind=Kind.PROPORTION,
        numerator=f"{PEOPLE} filter (where r.{became} > 0)",
        denominator=PEOPLE,
        unit="% of people managed in the community",
        contracts=(MEMBERS, contract),
        reaches=f"max(r.{reach})",
        final=f"bool_and(r.period_end <= last_day(r.{reach}))",
        every=("quarter",),
        notes=(
            f"Out of everybody managed on at least one day at liberty in the quarter. Counted when an "
            f"offence was {became} in it that was committed while the scheme managed the person, then or "
            "before; what was done before entry never counts. Where no custody is held, everybody counts as "
            f"at liberty. {NOT_A_SUM} {STATUS_IS_LAST}"
        ),
    )


SCHEME_REOFFENDING_IN_QUARTER = _in_quarter(
    "charged", "scheme_reoffending_in_quarter", "arrests_reach_to", "arrest", ARRESTS
)
SCHEME_PROVEN_REOFFENDING_IN_QUARTER = _in_quarter(
    "proven", "scheme_proven_reoffending_in_quarter", "proofs_reach_to", "proven", PROVEN
)


def _rates() -> Iterator[Measure]:
    for events, said, kind, reach, contract in (
        ("arrests", "arrests", "arrest", "arrests_reach_to", ARRESTS),
        ("charges", "offences charged", "arrest", "arrests_reach_to", ARRESTS),
        ("proven", "offences proven", "proven", "proofs_reach_to", PROVEN),
    ):
        waits = events != "arrests"
        name = "proven_offences" if events == "proven" else events
        ends = "waiting_ends" if waits else "period_end"
        reached = f"r.{reach}" if waits else f"last_day(r.{reach})"
        yield _measure(
            name=f"scheme_{name}_per_1000_days",
            title=f"{said.capitalize()} per 1,000 days at liberty",
            short=f"{said.capitalize()} per 1,000 days",
            asks=f"For every 1,000 days managed people spent at liberty, how many {said} were there?",
            of="months_in_place",
            held=f"kind = '{kind}' and custody_is_held",
            kind=Kind.RATE,
            numerator=f"coalesce(sum(r.{events}), 0)",
            denominator="coalesce(sum(r.days_at_liberty), 0)",
            persons=f"{PEOPLE} filter (where r.days_at_liberty > 0)",
            per=1000,
            unit=f"{said} per 1,000 days at liberty",
            decimals=2,
            contracts=(MEMBERS, contract, CUSTODY),
            reaches=f"max(r.{reach})",
            final=f"bool_and(r.{ends} <= {reached})",
            notes=(
                f"{AT_LIBERTY} {BY_OFFENCE if waits else 'Dated by the arrest.'} "
                "Somebody in two schemes counts in each: ask by scheme. The interval takes events as "
                "independent; those of one person come together, so the true one is wider. " + STATUS_IS_LAST
            ),
        )


SCHEME_RATES = tuple(_rates())

SCHEME_COHORT_SIZE = _measure(
    name="scheme_cohort_size",
    title="People managed in a scheme",
    asks="How many people did a scheme manage on at least one day?",
    of="months_in_place",
    held="kind = 'managed'",
    kind=Kind.COUNT,
    numerator=PEOPLE,
    unit="people",
    decimals=0,
    better=Better.NEITHER,
    contracts=(MEMBERS,),
    notes=f"In custody or out of it. {NOT_A_SUM} {STATUS_IS_LAST}",
)


def _moves(move: str, title: str, asks: str) -> Measure:
    return _measure(
        name=f"scheme_{'entries' if move == 'entry' else 'exits'}",
        title=title,
        asks=asks,
        of=f"stays_in_place where move = '{move}'",
        held="kind = 'managed'",
        kind=Kind.COUNT,
        numerator="count(r.person_id)",
        unit="entries" if move == "entry" else "exits",
        decimals=0,
        better=Better.NEITHER,
        contracts=(MEMBERS,),
        breakdowns=(*BREAKDOWNS, "reason"),
        notes="Each entry and exit counts: somebody who comes back is two.",
    )


SCHEME_ENTRIES = _moves("entry", "Entries into a scheme", "How many people were taken into a scheme?")
SCHEME_EXITS = _moves("exit", "Exits from a scheme", "How many people left a scheme, and why?")

ARRESTS_FINAL = "bool_and(r.period_end <= last_day(r.arrests_reach_to))"
CHARGES_FINAL = "bool_and(r.waiting_ends <= r.arrests_reach_to)"

_of_arrests = partial(
    _measure,
    of="arrests_in_place",
    held="kind = 'arrest'",
    contracts=(MEMBERS, ARRESTS),
    reaches="max(r.arrests_reach_to)",
    breakdowns=(*BREAKDOWNS, "offence_group"),
)
SCHEME_ARRESTS = _of_arrests(
    name="scheme_arrests",
    title="Arrests of managed people",
    asks="How many arrests for an offence were there of people whom a scheme managed?",
    kind=Kind.COUNT,
    decimals=0,
    numerator="count(r.person_id)",
    unit="arrests",
    final=ARRESTS_FINAL,
    notes="Arrests, not people: one for each person and offence. Somebody in two schemes counts in each.",
)
SCHEME_PEOPLE_ARRESTED = _of_arrests(
    name="scheme_people_arrested",
    title="Managed people arrested",
    asks="How many people were arrested while a scheme managed them?",
    kind=Kind.COUNT,
    decimals=0,
    numerator=PEOPLE,
    unit="people",
    final=ARRESTS_FINAL,
    notes=f"People, not arrests. {NOT_A_SUM}",
)
SCHEME_CHARGE_RATE = _of_arrests(
    name="scheme_charge_rate",
    title="Managed people arrested who were charged",
    short="Arrested people who were charged",
    asks="Of the people arrested while a scheme managed them, how many were charged?",
    kind=Kind.PROPORTION,
    better=Better.NEITHER,
    numerator=f"{PEOPLE} filter (where r.charged)",
    denominator=PEOPLE,
    unit="% of people arrested",
    final=CHARGES_FINAL,
    notes=f"People charged with at least one of the offences they were arrested for. {WAIT} {NOT_A_SUM}",
)
SCHEME_ARRESTS_CHARGED = _of_arrests(
    name="scheme_arrests_charged",
    title="Arrests of managed people that led to a charge",
    short="Arrests leading to a charge",
    asks="Of the arrests of people whom a scheme managed, how many led to a charge?",
    kind=Kind.PROPORTION,
    better=Better.NEITHER,
    numerator="count(r.person_id) filter (where r.charged)",
    denominator="count(r.person_id)",
    persons=PEOPLE,
    unit="% of arrests",
    final=CHARGES_FINAL,
    notes=f"Arrests, not people: one for each person and offence. {WAIT}",
)
