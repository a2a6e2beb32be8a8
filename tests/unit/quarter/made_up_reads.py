"""Readings made up for tests of judging: whatever is not in the list is not held."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from desist.measures.catalogue import CATALOGUE
from desist.partnership.areas import Area, PeerGroup
from desist.partnership.breaks import Break
from desist.partnership.home import Partnership
from desist.partnership.indicators import Chart, Comparator, Indicator
from desist.quarter.reader import InputFile
from desist.records.places import printed_name
from desist.vocabulary.mark import Mark
from desist.vocabulary.measure import Measure
from desist.vocabulary.period import Every, Period, ending
from desist.vocabulary.reading import Reading
from desist.vocabulary.signal import Better

DURHAM, CLEVELAND, GWENT = "E23000008", "E23000013", "W15000002"
QUARTER = ending("2025-03", Every.QUARTER)
VISITS = CATALOGUE["custody_visits"]


def reading(
    value: float | None,
    period: Period = QUARTER,
    *,
    measure: Measure = VISITS,
    code: str = DURHAM,
    mark: Mark = Mark.NONE,
    **more: object,
) -> Reading:
    """A count, or another kind of figure when its parts are given."""
    given = Reading(
        measure=measure.name,
        place=printed_name(code),
        period=period,
        numerator=value,
        value=value,
        lower=None if value is None else value * 0.9,
        upper=None if value is None else value * 1.1,
        mark=Mark.NOT_AVAILABLE if value is None and mark is Mark.NONE else mark,
        source="made up",
    )
    return replace(given, **more)  # type: ignore[arg-type]  # a test names a field of Reading


@dataclass
class MadeUp:
    """Gives the readings it was made with; counts how often it was asked."""

    readings: Sequence[Reading]
    versions: Mapping[str, int] = field(default_factory=lambda: {"local.series": 1})
    engine: str = "by hand"
    asked: int = 0

    def read(
        self,
        measure: Measure,
        places: Sequence[str],
        periods: Sequence[Period],
        *,
        by: Sequence[str] = (),
        only: Mapping[str, str] | None = None,
        at_age: int | None = None,
    ) -> list[Reading]:
        self.asked += 1
        found = []
        for code in places:
            for period in sorted(set(periods)):
                name = printed_name(code)
                held = [
                    each
                    for each in self.readings
                    if (each.measure, each.place, each.period) == (measure.name, name, period)
                    and {*each.breakdown} == {*by, *(only or {})}
                    and all(each.breakdown[key] == level for key, level in (only or {}).items())
                ]
                found += held or [
                    Reading(
                        measure=measure.name,
                        place=name,
                        period=period,
                        mark=Mark.NOT_AVAILABLE,
                        breakdown=dict(only or {}),
                        why=f"Not available: local.series would supply {name}, {period}.",
                    )
                ]
        return found

    def held(self, measure: Measure, place: str) -> list[Period]:
        name = printed_name(place)
        held = {r.period for r in self.readings if (r.measure, r.place) == (measure.name, name)}
        return sorted(held, key=lambda period: (period.end, period.start))

    def inputs(self, contract: str) -> list[InputFile]:
        day = "2025-04-01T09:30:00+00:00"
        return [InputFile(name="return.csv", sha256="ab" * 32, sender="partner", received=day, rows=8)]


def indicator(**said: object) -> Indicator:
    given: dict[str, object] = {
        "id": "visits",
        "kpq": 1,
        "title": "Custody visits",
        "measure": "custody_visits",
        "place": DURHAM,
        "every": Every.QUARTER,
        "history": 16,
        "lag_months": 3,
        "comparators": (Comparator.YEAR_BEFORE, Comparator.OWN_PAST),
        "better": Better.HIGHER,
        "chart": Chart.LINE,
        "owner": "The office",
    }
    return Indicator(**(given | said))  # type: ignore[arg-type]  # a test names a field of Indicator


class Home:
    """As much of a partnership as judging asks for."""

    def __init__(self, *, breaks: Sequence[Break] = (), groups: Sequence[PeerGroup] = ()) -> None:
        self._breaks, self._groups = breaks, groups

    def area(self, code: str) -> Area:
        return Area(code=code, name=printed_name(code))

    def peer_group(self, id: str) -> PeerGroup:
        return next(each for each in self._groups if each.id == id)

    def breaks_of(self, measure: str, place: str) -> tuple[Break, ...]:
        return tuple(self._breaks)


def home(*, breaks: Sequence[Break] = (), groups: Sequence[PeerGroup] = ()) -> Partnership:
    return Home(breaks=breaks, groups=groups)  # type: ignore[return-value]  # all that judging asks for


def change(on: date, *, rebase: bool = True) -> Break:
    return Break(
        id="change",
        measures=("custody_visits",),
        places=(DURHAM,),
        date=on,
        reason="A new form was used.",
        rebase=rebase,
        source="made up",
    )
