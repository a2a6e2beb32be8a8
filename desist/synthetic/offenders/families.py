"""Whose child the young people of the county are, and the children whom nobody reports as victims."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from desist.contracts.families import REFERRED_FOR
from desist.synthetic.offenders import settings
from desist.synthetic.offenders.county import County
from desist.synthetic.offenders.people import YEAR, Ints, day, written

# All of these shares are chosen, none is an estimate: nothing in the county runs in families.
FAMILY_KNOWN, TWO_PARENTS, PARENT_OF_THE_COUNTY, WITH_BROTHER_OR_SISTER = 0.60, 0.50, 0.30, 0.15
YOUNGEST_PARENT, OLDEST_PARENT = 16, 40  # years between parent and child
FOUND_WITHIN = 40  # people of a fitting age who are looked at for one who lives in the child's area
SOURCE = "Early help record"

REFERRED_FROM = day("2018-04-01")
CHILDREN, MORE_REFERRALS, MORE_REASONS = 0.10, 0.40, 0.45  # for each person of the county; again; besides
REASONS = dict(
    zip(
        REFERRED_FOR,
        (0.07, 0.08, 0.03, 0.06, 0.07, 0.20, 0.12, 0.10, 0.08, 0.04, 0.06, 0.04, 0.02, 0.03),
        strict=True,
    )
)
SAFEGUARDING = 0.35
REFERRERS = ("School", "Police", "Health visitor", "Probation")
Row = tuple[str, ...]


def family_links(county: County, seed: int) -> Mapping[str, Sequence[str]]:
    """Parents, brothers and sisters of those proven young, as the columns of local.family_links."""
    dice = np.random.default_rng([seed, len(county.people), 9])
    rows = sorted(set(_links(county, dice)))
    names = ("person_ref", "related_ref", "relation", "from_date", "until", "source")
    return {name: [row[at] for row in rows] for at, name in enumerate(names)}


def _links(county: County, dice: np.random.Generator) -> Iterator[Row]:
    people = county.people
    born = people.born
    by_age = np.argsort(born, kind="stable")
    ages = born[by_age]
    last: dict[str, tuple[int, list[str]]] = {}  # by area the child before, and its parents
    outside = 0
    for child in _proven_young(county).tolist():
        if dice.random() >= FAMILY_KNOWN:
            continue
        area, ref = str(people.area[child]), str(people.ref[child])
        parents: list[str] = []
        if area in last and dice.random() < WITH_BROTHER_OR_SISTER:
            before, parents = last[area]
            if abs(int(born[before] - born[child])) < 10 * YEAR:
                yield (ref, str(people.ref[before]), "sibling", "", "", SOURCE)
            else:
                parents = []
        for _ in range(0 if parents else 1 + int(dice.random() < TWO_PARENTS)):
            earliest, latest = (born[child] - years * YEAR for years in (OLDEST_PARENT, YOUNGEST_PARENT))
            fitting = by_age[np.searchsorted(ages, earliest) : np.searchsorted(ages, latest)]
            found = _in_area(people.area, fitting, area, dice)
            if found is not None and dice.random() < PARENT_OF_THE_COUNTY:
                parents.append(str(people.ref[found]))
            else:
                outside += 1
                parents.append(f"F{outside:07d}")
        for parent in dict.fromkeys(parents):
            # Some records are written about the child and some about the parent.
            about_child = dice.random() < 0.5
            yield (ref, parent, "parent", "", "", SOURCE) if about_child else (
                parent, ref, "child", "", "", SOURCE
            )  # fmt: skip
        yield (ref, parents[0], "same_household", *_childhood(int(born[child])), SOURCE)
        last[area] = (child, parents)


def _proven_young(county: County) -> Ints:
    """Places of everybody against whom something was first proven before 25, the eldest first."""
    people, occasions = county.people, county.occasions
    first = np.full(len(people), np.iinfo(np.int64).max // 2)
    np.minimum.at(first, occasions.person, occasions.proof)
    young = np.flatnonzero(first - people.born < 25 * YEAR)
    return np.asarray(young[np.argsort(people.born[young], kind="stable")])


def _in_area(areas: np.ndarray, fitting: Ints, area: str, dice: np.random.Generator) -> int | None:
    if not len(fitting):
        return None
    tried = dice.choice(fitting, FOUND_WITHIN)
    same = tried[areas[tried] == area]
    return int(same[0]) if len(same) else None


def _childhood(born: int) -> tuple[str, str]:
    """From birth to the last day before eighteen, or still."""
    grown = born + int(18 * YEAR)
    begins, ends = written(np.array([born, grown]))
    return begins, ends if grown <= day(settings.LAST_DAY) else ""


def safeguarding_referrals(county: County, seed: int) -> Mapping[str, Sequence[str]]:
    """Referrals of children who are in no other extract, as the columns of youth.safeguarding_referrals."""
    dice = np.random.default_rng([seed, len(county.people), 10])
    children = max(1, int(len(county.people) * CHILDREN))
    areas = dice.choice(list(settings.AREAS), children, p=list(settings.AREAS.values()))
    until = day(settings.LAST_DAY) + 1
    rows: dict[Row, Row] = {}
    for child in range(children):
        for _ in range(int(dice.geometric(1 - MORE_REFERRALS))):
            received = written(dice.integers(REFERRED_FROM, until, 1))[0]
            reasons = min(int(dice.geometric(1 - MORE_REASONS)), len(REASONS))
            matter = str(bool(dice.random() < SAFEGUARDING))
            by = str(dice.choice(REFERRERS))
            for reason in dice.choice(list(REASONS), reasons, replace=False, p=list(REASONS.values())):
                key = (f"C{child + 1:07d}", received, str(reason))
                rows.setdefault(key, (*key, matter, by, str(areas[child])))
    ordered = [rows[key] for key in sorted(rows)]
    names = ("person_ref", "received_on", "reason", "safeguarding", "referred_by", "area")
    return {name: [row[at] for row in ordered] for at, name in enumerate(names)}
