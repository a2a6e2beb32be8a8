"""What truly happened in the made-up county and what each agency was told of it, drawn error by error."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from desist.synthetic.offenders import disposals, settings
from desist.synthetic.offenders.county import County
from desist.synthetic.offenders.people import YEAR, Flags, Ints, Words, day
from desist.synthetic.official.errors import PUBLISHED, Errors, Published


@dataclass(frozen=True, kw_only=True)
class Told:
    """A county with what went wrong; days count from 1 January 1970.

    One entry for each occasion: ``entered`` (the day on which the courts' system had it), ``elsewhere``
    (another force dealt with it), ``second`` (it stands under the person's second reference). One entry for
    each person: ``split`` and ``linked`` (held under two references, and known to be), ``first_area`` and
    ``last_area`` where the person lived before and from ``moved`` on, ``move_known``, ``area_known``.
    """

    county: County
    entered: Ints
    elsewhere: Flags
    second: Flags
    split: Flags
    linked: Flags
    first_area: Words
    last_area: Words
    moved: Ints
    move_known: Flags
    area_known: Flags

    def lived(self, person: int, on: int) -> str:
        """The area where somebody truly lived on a day."""
        return str(self.last_area[person] if on >= self.moved[person] else self.first_area[person])

    def reference(self, person: int, second: bool) -> str:
        """The reference under which the agencies hold a person; the second one of those held twice."""
        ref = str(self.county.people.ref[person])
        return f"{ref}B" if second else ref


def draw_told(county: County, seed: int, errors: Errors, published: Published = PUBLISHED) -> Told:
    """Draw what the agencies were told; the same county, seed and rates give the same."""
    people, occasions = county.people, county.occasions
    dice = np.random.default_rng([seed, len(people), 5])
    late = dice.random(len(occasions.proof)) < errors.entered_late
    wait = np.where(late, dice.exponential(errors.late_days, len(late)), dice.integers(0, 5, len(late)))
    split = dice.random(len(people)) < errors.split
    areas = {**{name: share * (1 - errors.outside) for name, share in settings.AREAS.items()}}
    areas |= {name: share * errors.outside for name, share in published.outside.items()}
    first, last = (dice.choice(list(areas), len(people), p=list(areas.values())) for _ in range(2))
    moved = day(settings.LAST_DAY) - (
        dice.exponential(size=len(people)) / settings.MOVES_A_YEAR * YEAR
    ).astype(np.int64)
    stayed = moved <= np.maximum(day(settings.FIRST_DAY), people.born)
    return Told(
        county=county,
        entered=occasions.proof + wait.astype(np.int64),
        elsewhere=dice.random(len(occasions.proof)) < errors.elsewhere,
        second=split[occasions.person] & _coin(occasions.person, occasions.release, dice),
        split=split,
        linked=split & (dice.random(len(people)) < errors.links_known),
        first_area=np.where(stayed, last, first),
        last_area=last,
        moved=moved,
        move_known=dice.random(len(people)) < errors.moves_known,
        area_known=dice.random(len(people)) >= errors.area_unknown,
    )


def _coin(person: Ints, release: Ints, dice: np.random.Generator) -> Flags:
    """Heads or tails, one throw for all that somebody left custody for on a day: no stay is torn apart."""
    key = person * np.int64(100_000) + release
    once, which = np.unique(key, return_inverse=True)
    return np.asarray((dice.random(len(once)) < 0.5)[which])


def disposal_names(county: County) -> Words:
    """What was given on each occasion, in words."""
    return np.asarray(np.array(disposals.KINDS)[county.occasions.disposal])
