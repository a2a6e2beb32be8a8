"""Read a measure over made-up rows and hold every figure to the slow truth."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache

from desist.measures.catalogue import measure
from desist.records.places import printed_name
from desist.vocabulary.measure import Kind
from desist.vocabulary.period import Period
from desist.vocabulary.reading import Reading
from tests.made_up import MadeUp, read_made_up
from tests.reference.comparison import intervals as slow
from tests.reference.measures.dates import Span
from tests.reference.measures.records import Sent
from tests.reference.measures.truth import Figure, figures


@cache
def store() -> MadeUp:
    return MadeUp()


def hold(
    name: str,
    sent: Sent,
    places: Sequence[str],
    spans: Sequence[Span],
    by: Sequence[str] = (),
    only: Mapping[str, str] | None = None,
) -> int:
    """Compare every figure; gives how many had a value, so that a test can see that some did."""
    asking = store().fill(sent)
    readings = read_made_up(asking, name, places, [Period(*span) for span in spans], by=by, only=only)
    valued = 0
    for place in places:
        for span in spans:
            found = {
                tuple(each.breakdown[level] for level in by if level in each.breakdown): each
                for each in readings
                if each.place == printed_name(place) and (each.period.start, each.period.end) == span
            }
            expected = {each.level: each for each in figures(name, sent, place, span, by, only)}
            where = f"{name} {place} {span} {by} {only}"
            assert set(found) == set(expected), where
            for level, truth in expected.items():
                _alike(found[level], truth, f"{where} {level}")
                valued += truth.value is not None
    return valued


def _alike(found: Reading, truth: Figure, where: str) -> None:
    assert found.mark.value == truth.mark, f"{where}: {found} is not {truth}"
    assert bool(found.why) == (truth.mark in ("x", "z")), f"{where}: {found}"
    for got, meant in (
        (found.numerator, truth.numerator),
        (found.denominator, truth.denominator),
        (found.value, truth.value),
    ):
        assert (got is None) == (meant is None), f"{where}: {found} is not {truth}"
        if got is not None and meant is not None:
            assert math.isclose(got, meant, rel_tol=1e-9, abs_tol=1e-9), f"{where}: {found} is not {truth}"
    _interval(found, where)


def _interval(found: Reading, where: str) -> None:
    """Wilson or exact for a proportion, Byar or exact for events; none beside a count below nought."""
    about, x, n = measure(found.measure), found.numerator, found.denominator
    if about.spread or about.kind not in (Kind.COUNT, Kind.PROPORTION, Kind.RATE):
        return  # widened by a design effect or by weights; held to published figures instead
    if found.value is None or x is None:
        assert found.lower is None and found.upper is None, where
        return
    if x < 0 or (about.kind is Kind.PROPORTION and n is not None and x > n):
        assert found.lower is None and found.upper is None, where
        return
    if about.kind is Kind.PROPORTION:
        ends = [100 * end for end in slow.proportion_interval(int(x), int(n or 0), 0.95)]
    else:
        scale = about.per / n if n and about.kind is Kind.RATE else 1.0
        ends = [scale * end for end in slow.events_interval(int(x), 0.95)]
    for got, meant in zip((found.lower, found.upper), ends, strict=True):
        assert got is not None and math.isclose(got, meant, rel_tol=1e-6, abs_tol=1e-6), f"{where}: {ends}"
