"""Who is managed in a scheme: IOM takes those with most proven lately, Checkpoint those cautioned early on.

Nobody offends less for being in a scheme: the made-up county has no effect to find. Whoever is chosen for a
bad year has a better one next all the same, which is regression to the mean.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from desist.synthetic.offenders import disposals, settings
from desist.synthetic.offenders.county import County
from desist.synthetic.offenders.people import YEAR, Flags, Ints, day, written

Columns = Mapping[str, Sequence[str]]
COLUMNS = (
    "person_ref",
    "scheme",
    "entry_date",
    "exit_date",
    "exit_reason",
    "status",
    "area",
    "strand",
    "entry_reason",
)
Row = tuple[str, ...]

# IOM: a review each quarter; who has so many occasions proven in the year before may be taken. All chosen.
FIRST_REVIEW, LONGEST_IN = day("2012-01-01"), int(4 * YEAR)
REVIEW_EVERY, LOOKS_BACK = 91, 365
ENOUGH, TAKEN, PLACES_FOR = 4, 0.5, 130  # of 20,000 people in the county
STRANDS = {"Fixed": 0.5, "Flex": 0.3, "Free": 0.2}
LEAST_STAY = 180
MOVED_AWAY = 0.01
# Checkpoint: from its first day, a part of the adults cautioned with little behind them sign a contract.
CHECKPOINT_FROM, CONTRACT, SIGNS, MOST_EARLIER = day("2016-08-01"), 122, 0.30, 4


def draw_members(county: County, seed: int) -> Columns:
    """Every stay in IOM and in Checkpoint, as the columns of local.cohort_membership."""
    dice = np.random.default_rng([seed, len(county.people), 4])
    rows = sorted([*_iom(county, dice), *_checkpoint(county, dice)])
    return {name: [row[at] for row in rows] for at, name in enumerate(COLUMNS)}


def _iom(county: County, dice: np.random.Generator) -> list[Row]:
    people, last = county.people, day(settings.LAST_DAY)
    places = max(10, round(PLACES_FOR * len(people) / 20_000))
    entered: dict[int, int] = {}
    rows: list[Row] = []
    for review in range(FIRST_REVIEW, last - 60, REVIEW_EVERY):
        lately = _proven_since(county, review)
        inside_for = _inside_for(county, review)
        for person in sorted(entered):
            reason = _why_leave(review - entered[person], int(lately[person]), int(inside_for[person]), dice)
            if reason:
                rows.append(_stay(county, person, entered.pop(person), review, reason, dice))
        adult = review - people.born >= 18 * YEAR
        fit = np.flatnonzero((lately >= ENOUGH) & adult & (inside_for < LOOKS_BACK))
        # The busiest first, as a ranking by recency, frequency and gravity would have it.
        for person in fit[np.argsort(-lately[fit], kind="stable")].tolist():
            if person not in entered and len(entered) < places and dice.random() < TAKEN:
                entered[person] = review + int(dice.integers(0, 60))
    rows += [_stay(county, person, begun, None, "", dice) for person, begun in sorted(entered.items())]
    return rows


def _proven_since(county: County, review: int) -> Ints:
    """How many occasions were proven against each person in the year before a review."""
    proof = county.occasions.proof
    which = (proof >= review - LOOKS_BACK) & (proof < review)
    return np.bincount(county.occasions.person[which], minlength=len(county.people)).astype(np.int64)


def _inside_for(county: County, review: int) -> Ints:
    """How many days each person will still be inside on the day of a review; 0 for whoever is not."""
    occasions = county.occasions
    which = occasions.custody & (occasions.proof <= review) & (occasions.release > review)
    left = np.zeros(len(county.people), dtype=np.int64)
    np.maximum.at(left, occasions.person[which], occasions.release[which] - review)
    return left


def _why_leave(stayed: int, lately: int, inside_for: int, dice: np.random.Generator) -> str:
    if stayed < LEAST_STAY:
        return ""
    luck = dice.random()
    if luck < MOVED_AWAY:
        return "Moved away"
    if inside_for > LOOKS_BACK and luck < 0.8:
        return "Long custody"
    if lately == 0 and not inside_for and luck < 0.4:
        return "Risk has fallen"
    return "Deselected at review" if stayed > LONGEST_IN and luck < 0.2 else ""


def _stay(
    county: County, person: int, begun: int, ended: int | None, reason: str, dice: np.random.Generator
) -> Row:
    until = day(settings.LAST_DAY) if ended is None else ended
    strand = str(dice.choice(list(STRANDS), p=list(STRANDS.values())))
    entry, left = written(np.array([begun, until]))
    return (
        str(county.people.ref[person]),
        "IOM",
        entry,
        "" if ended is None else left,
        reason,
        _status(county, person, until),
        str(county.people.area[person]),
        strand,
        "Ranking by recency, frequency and gravity" if strand != "Free" else "Partners' referral",
    )


def _status(county: County, person: int, at: int) -> str:
    """Red with something proven in the last three months, amber in the last nine, otherwise green."""
    occasions = county.occasions
    own = occasions.person == person
    if (own & occasions.custody & (occasions.proof <= at) & (occasions.release > at)).any():
        return "In custody"
    since = at - occasions.proof[own & (occasions.proof <= at)]
    nearest = int(since.min()) if len(since) else LOOKS_BACK
    return "Red" if nearest <= 91 else "Amber" if nearest <= 274 else "Green"


def _checkpoint(county: County, dice: np.random.Generator) -> list[Row]:
    people, occasions = county.people, county.occasions
    last = day(settings.LAST_DAY)
    caution = occasions.disposal == disposals.KINDS.index("caution")
    fit: Flags = caution & ~occasions.child & (occasions.proof >= CHECKPOINT_FROM)
    fit = fit & (_earlier(occasions.person) < MOST_EARLIER)
    signed = np.flatnonzero(fit & (dice.random(len(fit)) < SIGNS))
    rows: dict[tuple[int, int], Row] = {}
    for at in signed.tolist():
        person, begun = int(occasions.person[at]), int(occasions.proof[at])
        done = occasions.offence[occasions.person == person]
        broken = done[(done > begun) & (done <= begun + CONTRACT)]
        ended = int(broken.min()) + 1 if len(broken) else begun + CONTRACT
        entry, left = written(np.array([begun, ended]))
        running = ended > last
        status = "In contract" if running else "Broken" if len(broken) else "Completed"
        rows[person, begun] = (
            str(people.ref[person]),
            "Checkpoint",
            entry,
            "" if running else left,
            "" if running else f"Contract {status.lower()}",
            status,
            str(people.area[person]),
            "",
            "Contract signed",
        )
    return list(rows.values())


def _earlier(person: Ints) -> Ints:
    """How many occasions of the same person come before each; occasions are ordered by person and proof."""
    first = np.searchsorted(person, person, side="left")
    return np.arange(len(person)) - first
