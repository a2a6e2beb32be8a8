"""A place against its peers, such as its Most Similar Group: the mean of the others, and its rank."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from desist.comparison.alike import Side, at_equal_age, refuse, why_not_alike, why_not_equal_age, why_unequal
from desist.comparison.rank import Draws, draw_estimates, draw_proportions, draw_rates, rank_interval, ranks
from desist.comparison.wording import NO_UNIT, POINTS, change_words, listed, when, written
from desist.intervals.differences import apart
from desist.intervals.kinds import printed_interval
from desist.intervals.missing import Column, Estimate, z_of
from desist.vocabulary.measure import Kind
from desist.vocabulary.signal import Better, Signal, Verdict, verdict_of

PEERS = "peers"
RULE = "the 95% interval of the difference from the peers' mean excludes none"
FEWEST_PEERS = 3


@dataclass(frozen=True, kw_only=True)
class PeerComparison:
    """A place's figure beside its peers', in the measure's printed unit; the place itself is in no mean.

    ``mean`` is the unweighted mean of the peers' figures (each force counts the same), ``pooled`` all their
    events over all their population (None where the counts are not held). ``difference`` is the place's
    figure less the mean. ``rank`` is among the place and its peers, 1 for the best (the highest where
    neither direction is better), with the ranks chance could have given it. ``missing`` names peers
    without a figure.
    """

    value: float
    mean: float
    pooled: float | None
    difference: Estimate
    rank: int
    rank_lower: int
    rank_upper: int
    places: int
    missing: tuple[str, ...]


def against_peers(
    home: Side, peers: Sequence[Side], *, better: Better, group: str = "peers", seed: int = 1
) -> tuple[PeerComparison | None, Signal]:
    """Judge a place's figure against the unweighted mean of its peers over the same period.

    The interval of the difference is put together from the place's own interval and that of the mean, and
    covers sampling error only: that forces differ is no surprise, so the rank and its interval are given as
    well. Raises OperatorMistake when peers mix measures, definitions, sources, units or periods, when a
    peer is given twice, and for plain counts, which only say which place is larger. The home place is left
    out of the peers if it is among them. Source: METHODS 9.1.
    """
    hint = "Give one figure for each peer: same measure, source, unit and period."
    refuse(why_not_peers(home, peers), hint=hint)
    others = [each for each in peers if each.reading.place != home.reading.place]
    known = [each for each in others if each.reading.value is not None]
    missing = tuple(each.reading.place for each in others if each.reading.value is None)
    if home.reading.value is None:
        return None, _too_few(f"There is no figure for {home.reading.place} {when(home.reading.period)}.")
    if len(known) < FEWEST_PEERS:
        held = f"Only {len(known)} of {len(others)} {group} have a figure"
        return None, _too_few(f"{held}; {FEWEST_PEERS} are needed.")
    uneven = [why for each in known if (why := why_not_equal_age(home.reading, each.reading))]
    if uneven:
        return None, _too_few(f"{uneven[0][0].upper()}{uneven[0][1:]}.")
    unsure = [each.reading.place for each in (home, *known) if own_interval(each) is None]
    if unsure:
        held = f"No interval is held for {listed(unsure)}"
        return None, _too_few(f"{held}, so a difference cannot be told from chance.")
    found = _compared(home, known, missing, better, seed)
    direction = int(found.difference.lower > 0) - int(found.difference.upper < 0)
    points = POINTS if home.kind is Kind.PROPORTION or home.unit.startswith("%") else NO_UNIT
    best = "1 is the lowest" if better is Better.LOWER else "1 is the highest"
    pooled = "" if found.pooled is None else f" (pooled {written(found.pooled, home.kind)})"
    without = f"; no figure for {listed(list(missing))}" if missing else ""
    reason = (
        f"{written(found.value, home.kind, home.unit)} {when(home.reading.period)} against "
        f"{written(found.mean, home.kind)}, the unweighted mean of {len(known)} {group}{pooled}: "
        f"{change_words(found.difference, home.kind, points)}, rank {found.rank} of {found.places} "
        f"(95% interval {found.rank_lower} to {found.rank_upper}, {best}){without}"
        f"{at_equal_age(home.reading, sides='all')}."
    )
    return found, Signal(
        verdict=verdict_of(direction, better),
        against=PEERS,
        reason=reason,
        rule=RULE if direction else "",
        direction=direction,
    )


def why_not_peers(home: Side, peers: Sequence[Side]) -> str | None:
    """Why these figures cannot stand in one comparison, in a sentence; None when they can."""
    if home.kind is Kind.COUNT:
        return f"'{home.reading.measure}' is a count, which only says which place is larger; compare a rate."
    seen: set[str] = set()
    for each in peers:
        place = each.reading.place
        if place in seen:
            return f"{place} is among the peers twice."
        seen.add(place)
        reason = why_not_alike(home, each) or why_unequal(home.reading.period, each.reading.period)
        if reason:
            return reason
        if each.reading.period != home.reading.period:
            return f"{place} has {each.reading.period} and {home.reading.place} has {home.reading.period}."
    return None


def own_interval(side: Side) -> tuple[float, float] | None:
    """The 95% interval of one side in its printed unit: the one it carries, or made from its counts."""
    reading = side.reading
    if reading.lower is not None and reading.upper is not None:
        return reading.lower, reading.upper
    if side.kind in (Kind.PROPORTION, Kind.RATE) and None not in (reading.numerator, reading.denominator):
        ends = printed_interval(side.kind, reading.numerator, reading.denominator, per=side.per)
        return None if ends.lower is None else (ends.lower, ends.upper)
    return None


def _compared(
    home: Side, known: Sequence[Side], missing: tuple[str, ...], better: Better, seed: int
) -> PeerComparison:
    all_sides = [home, *known]
    values = np.array([each.reading.value for each in all_sides], dtype=np.float64)
    ends = np.array([own_interval(each) for each in all_sides], dtype=np.float64)
    mean = float(values[1:].mean())
    # The mean's interval from theirs, as for any sum of separate estimates (Zou and Donner 2008).
    below = float(np.sqrt(((values[1:] - ends[1:, 0]) ** 2).sum())) / len(known)
    above = float(np.sqrt(((ends[1:, 1] - values[1:]) ** 2).sum())) / len(known)
    span = rank_interval(_draws(all_sides, values, ends, seed), better=better)
    return PeerComparison(
        value=float(values[0]),
        mean=mean,
        pooled=_pooled(known),
        difference=apart((values[0], ends[0, 0], ends[0, 1]), (mean, mean - below, mean + above)),
        rank=int(ranks(values, better=better)[0]),
        rank_lower=int(span.lower[0]),
        rank_upper=int(span.upper[0]),
        places=len(all_sides),
        missing=missing,
    )


def _draws(sides: Sequence[Side], values: Column, ends: Column, seed: int) -> Draws:
    counts = [(each.reading.numerator, each.reading.denominator) for each in sides]
    if all(None not in pair for pair in counts):
        x, n = zip(*counts, strict=True)
        if sides[0].kind is Kind.PROPORTION:
            return draw_proportions(x, n, seed=seed)
        if sides[0].kind is Kind.RATE:
            return draw_rates(x, n, seed=seed)
    return draw_estimates(values, (ends[:, 1] - ends[:, 0]) / (2 * z_of(0.95)), seed=seed)


def _pooled(known: Sequence[Side]) -> float | None:
    """All the peers' events over all their population, in the printed unit."""
    kind = known[0].kind
    counts = [(each.reading.numerator, each.reading.denominator) for each in known]
    if kind not in (Kind.PROPORTION, Kind.RATE) or any(None in pair for pair in counts):
        return None
    scale = 100.0 if kind is Kind.PROPORTION else known[0].per
    return scale * sum(float(x or 0) for x, _ in counts) / sum(float(n or 0) for _, n in counts)


def _too_few(reason: str) -> Signal:
    return Signal(verdict=Verdict.TOO_FEW, against=PEERS, reason=reason)
