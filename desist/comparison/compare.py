"""The door of the room: every comparison that a series of readings allows, each ending in a signal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from desist.comparison.alike import Side
from desist.comparison.change import YEAR_BEFORE, change
from desist.comparison.past import against_past
from desist.comparison.peers import against_peers
from desist.comparison.series import Rebase, Series, line_up
from desist.comparison.target import Target, against_target
from desist.comparison.wording import when, written
from desist.vocabulary.measure import Kind
from desist.vocabulary.reading import Reading
from desist.vocabulary.signal import Better, Signal, Verdict


def compare(
    readings: Sequence[Reading],
    *,
    better: Better,
    kind: Kind,
    per: float = 1.0,
    unit: str = "",
    source: str = "",
    breaks: Sequence[Rebase] = (),
    peers: Sequence[Side] | Sequence[Reading] = (),
    peer_group: str = "peers",
    target: Target | float | None = None,
    seasonal: bool = False,
    seed: int = 1,
) -> list[Signal]:
    """Judge the latest of a series of readings against all that it can be compared with.

    Readings are of one measure, place and breakdown, each over one period of equal length; None is a gap.
    Always: the same period a year before, and its own past. Where given: peers, target. A comparison that
    the data do not allow ends in "too few to say" with the reason; readings that do not belong together
    raise OperatorMistake. ``kind``, ``per``, ``unit`` and ``better`` are the measure's. Peers given as
    Readings are taken to be of the same kind and unit; give Sides where that must be checked. ``source`` is
    needed only where the readings do not name their own.
    """
    series = line_up(readings, breaks)
    latest = series.last

    def side(reading: Reading) -> Side:
        return Side(reading=reading, kind=kind, per=per, unit=unit, source=source or reading.source)

    signals = [
        _a_year_before(series, side, better, breaks),
        against_past(series, better=better, kind=kind, unit=unit, seasonal=seasonal),
    ]
    if peers:
        given = [side(each) if isinstance(each, Reading) else each for each in peers]
        signals.append(against_peers(side(latest), given, better=better, group=peer_group, seed=seed)[1])
    if target is not None:
        aim = target if isinstance(target, Target) else Target(value=float(target))
        signals.append(against_target(series, aim, better=better, kind=kind, unit=unit))
    return signals


def _a_year_before(
    series: Series, side: Callable[[Reading], Side], better: Better, breaks: Sequence[Rebase]
) -> Signal:
    latest = series.last
    earlier = latest.period.year_before()
    before = next((each for each in series.readings if each is not None and each.period == earlier), None)
    if latest.value is None:
        return _too_few(f"There is no figure for {latest.period}.")
    if side(latest).kind is Kind.CHANGE:
        return _of_itself(latest, better, breaks)
    if before is None:
        figure = f"{written(latest.value, side(latest).kind, side(latest).unit)} {when(latest.period)}"
        return _too_few(f"{figure} cannot be compared: there is no figure for {earlier}.")
    return change(side(latest), side(before), better=better, breaks=breaks)


def _of_itself(latest: Reading, better: Better, breaks: Sequence[Rebase]) -> Signal:
    """A measure that is a change against a year before is judged by the two counts it was made from."""
    if latest.numerator is None or latest.denominator is None:
        return _too_few(f"The two counts behind the change {when(latest.period)} are not held.")
    then = replace(latest, period=latest.period.year_before())
    now, before = (
        Side(reading=replace(each, value=count, numerator=count, denominator=None), kind=Kind.COUNT)
        for each, count in ((latest, latest.numerator), (then, latest.denominator))
    )
    return change(now, before, better=better, breaks=breaks)


def _too_few(reason: str) -> Signal:
    return Signal(verdict=Verdict.TOO_FEW, against=YEAR_BEFORE, reason=reason)
