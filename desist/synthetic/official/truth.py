"""The true official figure of the made-up county, and what each cause adds to the local one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from desist.synthetic.offenders import settings
from desist.synthetic.offenders.people import day
from desist.synthetic.official.errors import PUBLISHED, Errors, Published
from desist.synthetic.official.rule import InCohort, Proven, by_person, cohort
from desist.synthetic.official.told import Told, disposal_names

EPOCH = date(1970, 1, 1)
# In this order what was wrong is put right, one after the other, until the official figure is reached.
CAUSES = ("revision", "linkage", "geography", "rule", "elsewhere")


@dataclass(frozen=True, kw_only=True)
class Counts:
    """The three counts of a cohort."""

    offenders: int
    reoffenders: int
    reoffences: int


@dataclass(frozen=True, kw_only=True)
class Truth:
    """One area and cohort: our count, then after each cause is put right; the last is the official one."""

    area: str
    first: date
    counts: tuple[Counts, ...]

    @property
    def official(self) -> Counts:
        return self.counts[-1]


@dataclass(frozen=True, kw_only=True)
class _Row:
    """One proven offence, with what the agencies were told of it."""

    person: int
    second: bool
    entered: int
    elsewhere: bool
    proven: Proven


def truths(told: Told, errors: Errors, published: Published = PUBLISHED) -> list[Truth]:
    """Every published area and cohort, counted as we count and again with each cause put right in turn."""
    found = []
    for first in published.starts:
        rows = _rows(told, first)
        lists = _counted_again(told, rows, first, errors, published)
        for area in (published.force, *published.areas):
            counts = tuple(
                _counts(each, _placed(told, area, published, truly=number >= CAUSES.index("geography") + 1))
                for number, each in enumerate(lists)
            )
            found.append(Truth(area=area, first=first, counts=counts))
    return found


def _counted_again(
    told: Told, rows: Sequence[_Row], first: date, errors: Errors, published: Published
) -> list[list[InCohort]]:
    """The cohort as we hold it, and after each cause is put right; geography moves only who is where."""

    def count(held: Collection[_Row], *, one_person: bool, never: Collection[str]) -> list[InCohort]:
        known = ((told.reference(each.person, each.second and not one_person), each.proven) for each in held)
        return cohort(by_person(known), first, 3, never)

    ours = [each for each in rows if not each.elsewhere and each.entered <= day(settings.LAST_DAY)]
    then = [each for each in ours if each.entered <= day(published.extracted_on)]
    everything = [each for each in rows if each.entered <= day(published.extracted_on)]
    merged = count(then, one_person=True, never=())
    return [
        count(ours, one_person=False, never=()),
        count(then, one_person=False, never=()),
        merged,
        merged,
        count(then, one_person=True, never=errors.listed),
        count(everything, one_person=True, never=errors.listed),
    ]


def _rows(told: Told, first: date) -> list[_Row]:
    """Everything proven against whoever may be in the cohort: those with an index date near it."""
    occasions = told.county.occasions
    begins, ends = day(first), day(first) + 92
    near = np.unique(occasions.person[(occasions.release >= begins) & (occasions.release <= ends)])
    names = disposal_names(told.county).tolist()
    at = np.flatnonzero(np.isin(occasions.person[told.county.occasion], near))
    found = []
    for offence in at.tolist():
        of = int(told.county.occasion[offence])
        left = int(occasions.release[of])
        inside = names[of] != "custody" or left > day(settings.LAST_DAY)
        found.append(
            _Row(
                person=int(occasions.person[of]),
                second=bool(told.second[of]),
                entered=int(told.entered[of]),
                elsewhere=bool(told.elsewhere[of]),
                proven=Proven(
                    code=str(told.county.code[offence]),
                    committed=_date(int(occasions.offence[of])),
                    proven=_date(int(occasions.proof[of])),
                    disposal=names[of],
                    released=None if inside else _date(left),
                ),
            )
        )
    return found


def _placed(told: Told, area: str, published: Published, *, truly: bool) -> Callable[[InCohort], bool]:
    """Who counts in an area: by the true address on the index date, or as our own files place people."""
    number = {str(ref): at for at, ref in enumerate(told.county.people.ref)}
    ours = {published.force: published.areas}.get(area, (area,))

    def counts_here(each: InCohort) -> bool:
        person = number[each.who.removesuffix("B")]
        if truly:
            return told.lived(person, (each.index_date - EPOCH).days) in ours
        if area == published.force:
            return True
        return bool(told.area_known[person]) and str(told.last_area[person]) in ours

    return counts_here


def _counts(people: Sequence[InCohort], counts_here: Callable[[InCohort], bool]) -> Counts:
    here = [each for each in people if counts_here(each)]
    return Counts(
        offenders=len(here),
        reoffenders=sum(each.reoffences > 0 for each in here),
        reoffences=sum(each.reoffences for each in here),
    )


def _date(number: int) -> date:
    return EPOCH + timedelta(days=number)
