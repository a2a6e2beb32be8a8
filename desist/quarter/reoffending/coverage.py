"""How many of the tenth of people who did most harm lately are in a scheme. Source: METHODS 3 and 5.3."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from desist.intervals.missing import Interval
from desist.intervals.single import proportion_interval
from desist.measures.reoffending.harm import harm_of_people
from desist.partnership.office import SmallNumbers
from desist.partnership.schemes import Scheme
from desist.quarter.reader import Reader
from desist.quarter.reoffending.harm import weights_held
from desist.quarter.reoffending.scheme_members import members_of
from desist.quarter.reoffending.small_groups import mark_of, too_few
from desist.vocabulary.mark import Mark
from desist.vocabulary.mistake import OperatorMistake
from desist.vocabulary.period import add_months

WINDOWS = (12, 24)
TENTH = 10


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """The people in the top tenth by harm of the last months, and how many of them a scheme manages.

    ``people`` have an offence in the window that was proven by the day; ``top`` is a tenth of them, rounded
    up; ``inside`` are in the scheme on the day. ``share_of_harm`` is the percent of all harm the top did.
    ``percent`` and its interval are None on too few people, and ``why`` says so.
    """

    scheme: str
    place: str
    as_at: date
    months: int
    version: str
    people: int
    top: int
    inside: int
    share_of_harm: float | None
    percent: float | None
    interval: Interval | None
    mark: Mark
    why: str
    unweighted: int
    offences: int


def coverage(
    reader: Reader,
    place: str,
    scheme: Scheme,
    *,
    rule: SmallNumbers,
    months: int = 12,
    index: str = "",
    as_at: date | None = None,
) -> Coverage:
    """Say how much of the top tenth by harm of the last 12 or 24 months is in a scheme on a day.

    The day is the last that the proven offences reach to, unless an earlier one is given; nothing proven
    after it is used. Equal harm is ranked by the later last offence, then by reference. Raises
    OperatorMistake where no harm index or no member is held, or the months are neither 12 nor 24.
    """
    if months not in WINDOWS:
        raise OperatorMistake(f"Harm is not added up over {months} months.", hint="Use 12 or 24.")
    reaches = reader.ask("select min(source) as source, max(reaches_to) as day from data_reach")[0]
    if reaches["day"] is None:
        raise OperatorMistake("No proven offences are held.", hint="Load courts.proven_offences.")
    day = min(as_at or reaches["day"], reaches["day"])
    rows = reader.ask(
        "select p.person_id, p.offence_code, p.offence_date from proven_offence as p "
        "join person_place as w on w.source = p.source and w.person_id = p.person_id "
        f"where w.place = '{place}' and p.source = (select min(source) from data_reach) "
        f"and p.offence_date > date '{add_months(day, -months)}' and p.offence_date <= date '{day}' "
        f"and p.proof_date <= date '{day}' order by p.person_id"
    )
    people = sorted({row["person_id"] for row in rows})
    at = {person: number for number, person in enumerate(people)}
    codes = [row["offence_code"] for row in rows]
    weights = weights_held(reader, index, codes)
    done = harm_of_people(
        len(people), np.array([at[row["person_id"]] for row in rows], dtype=np.int64), codes, weights
    )
    last: dict[str, date] = {}
    for row in rows:
        last[row["person_id"]] = max(last.get(row["person_id"], row["offence_date"]), row["offence_date"])
    ranked = sorted(people, key=lambda each: (-done.days[at[each]], -last[each].toordinal(), each))
    top = ranked[: -(-len(people) // TENTH)]
    members = members_of(reader, scheme.name, day)
    inside = sum(person in members for person in top)
    mark = mark_of(len(top), rule)
    ends = None if mark is Mark.CONFIDENTIAL else proportion_interval(inside, len(top))
    total = float(done.days.sum())
    return Coverage(
        scheme=scheme.name,
        place=place,
        as_at=day,
        months=months,
        version=weights.version,
        people=len(people),
        top=len(top),
        inside=inside,
        share_of_harm=100 * float(done.days[[at[each] for each in top]].sum()) / total if total else None,
        percent=None if ends is None else 100 * inside / len(top),
        interval=None if ends is None else Interval(100 * ends.lower, 100 * ends.upper),
        mark=mark,
        why=too_few(len(top), rule),
        unweighted=sum(done.unweighted.values()),
        offences=len(rows),
    )
