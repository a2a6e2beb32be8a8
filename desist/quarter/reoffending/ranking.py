"""Whom a managed cohort might take: people ranked by how lately, often and gravely they offended.

The one question of this room that is answered with persons. It is answered for a stated purpose only, with
references and no names, and it decides nothing: each part of the score is shown, so that those who choose can
see why somebody stands where they stand. Source: METHODS 3.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from desist.measures.reoffending.rfg import Ranked, rfg_ranking
from desist.measures.reoffending.rfg_model import RfgModel
from desist.quarter.reader import Reader
from desist.quarter.reoffending.harm import weights_held
from desist.quarter.reoffending.people_followed import place_named, the_source
from desist.quarter.reoffending.scheme_members import members_of
from desist.vocabulary.mistake import OperatorMistake
from desist.vocabulary.period import add_months

EVENT = "a proven offence, on the day it was committed, where it was proven by the day of the ranking"


@dataclass(frozen=True, kw_only=True)
class RankedPerson:
    """One person's place with each part of the score, and whether the scheme has them already."""

    ranked: Ranked
    in_scheme: bool


@dataclass(frozen=True, kw_only=True)
class Ranking:
    """A ranking for choosing a cohort: for what, for whom, as at which day, by which model and weights.

    ``people`` are references only. ``considered`` is how many people had an event in the model's longer
    window; ``unweighted`` how many of their offences the harm index does not weigh.
    """

    place: str
    scheme: str
    purpose: str
    asked_by: str
    as_at: date
    source: str
    model: RfgModel
    harm_version: str
    considered: int
    unweighted: int
    people: tuple[RankedPerson, ...]

    @property
    def notes(self) -> tuple[str, ...]:
        """What must stand above the list wherever it is kept."""
        return (
            f"Personal data. For {self.asked_by}, for this purpose only: {self.purpose}",
            f"{self.place}, as at {self.as_at.day} {self.as_at:%B %Y}, from {self.source}. "
            f"An event is {EVENT}.",
            self.model.note,
            f"Harm is in days by the {self.harm_version}.",
        )


def ranking(
    reader: Reader,
    place: str,
    *,
    scheme: str,
    model: RfgModel,
    purpose: str,
    asked_by: str,
    as_at: date | None = None,
    index: str = "",
    members_only: bool = False,
    top: int | None = None,
) -> Ranking:
    """Rank the people of a place by the RFG score, for a purpose that is stated and for somebody named.

    Everybody with a proven offence in the longer window of the model is ranked, or with ``members_only`` the
    people in the scheme alone. ``as_at`` is the day the data reach to when left out.
    """
    source, reaches_to = the_source(reader)
    day = as_at or reaches_to
    if day > reaches_to:
        raise OperatorMistake(
            f"{source} reach to {reaches_to:%d %B %Y} and cannot rank anybody as at {day:%d %B %Y}.",
            hint="Choose an earlier day, or load what was proven since.",
        )
    members = members_of(reader, scheme, day)
    events = _events(reader, source, place, day)
    since = add_months(day, -max(model.frequency_months, model.gravity_months))
    lately = {person for person, happened, _ in events if happened >= since}
    listed = sorted(members) if members_only else sorted(lately | members)
    position = {person: at for at, person in enumerate(listed)}
    events = [each for each in events if each[0] in position]
    weights = weights_held(reader, index, [code for _, _, code in events])
    ranked = rfg_ranking(
        listed,
        np.array([position[person] for person, _, _ in events], dtype=np.int64),
        np.array([happened for _, happened, _ in events], dtype="datetime64[D]"),
        np.array([weights.days.get(code, 0.0) for _, _, code in events], dtype=np.float64),
        model=model,
        as_at=day,
    )
    return Ranking(
        place=place_named(reader, place),
        scheme=scheme,
        purpose=purpose.strip(),
        asked_by=asked_by.strip(),
        as_at=day,
        source=source,
        model=model,
        harm_version=weights.version,
        considered=len(listed),
        unweighted=sum(code not in weights.days for _, _, code in events),
        people=tuple(
            RankedPerson(ranked=each, in_scheme=each.person in members) for each in _first(ranked, top)
        ),
    )


def _events(reader: Reader, source: str, place: str, day: date) -> list[tuple[str, date, str]]:
    """Each proven offence of the people of a place that was known by the day: whose, when and its code."""
    quoted = source.replace("'", "''")
    rows = reader.ask(
        "select o.person_id, o.offence_date, o.offence_code from proven_offence as o "
        "join person_place as w on w.source = o.source and w.person_id = o.person_id "
        f"where o.source = '{quoted}' and w.place = '{place}' "
        f"and o.offence_date <= date '{day}' and o.proof_date <= date '{day}' "
        "order by o.person_id, o.offence_date, o.offence_code"
    )
    return [(row["person_id"], row["offence_date"], row["offence_code"]) for row in rows]


def _first(ranked: Sequence[Ranked], top: int | None) -> Sequence[Ranked]:
    if top is not None and top < 1:
        raise OperatorMistake(f"The first {top} people of a ranking are nobody.", hint="Give 1 or more.")
    return ranked if top is None else ranked[:top]
