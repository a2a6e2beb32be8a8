"""The interval each kind of measure is printed with, in the measure's own unit."""

from __future__ import annotations

import numpy as np

from desist.intervals.differences import percent_change_interval
from desist.intervals.missing import Interval, Numbers, columns, interval
from desist.intervals.single import events_interval, proportion_interval, rate_interval
from desist.vocabulary.measure import Kind
from desist.vocabulary.mistake import OperatorMistake


def printed_interval(
    kind: Kind, numerator: Numbers, denominator: Numbers = None, *, per: float = 1.0, confidence: float = 0.95
) -> Interval:
    """The interval beside a reading of this kind, in the unit it is printed in.

    A proportion is in percent, a rate in events for each ``per``, a change in percent, a count in events.
    Weighted sums and published estimates carry their own interval, so asking here is a mistake.
    """
    if kind is Kind.PROPORTION:
        (part, whole), alone = columns(numerator, denominator)
        ends = proportion_interval(part, whole, confidence=confidence)
        return interval(100 * ends.lower, 100 * ends.upper, alone)
    if kind is Kind.RATE:
        return rate_interval(numerator, denominator, per=per, confidence=confidence)
    if kind is Kind.CHANGE:
        changed = percent_change_interval(denominator, numerator, confidence=confidence)
        return Interval(changed.lower, changed.upper)
    if kind is Kind.COUNT:
        (events,), alone = columns(numerator)
        ends = events_interval(events, confidence=confidence)
        return interval(np.asarray(ends.lower), np.asarray(ends.upper), alone)
    raise OperatorMistake(f"A reading of kind '{kind}' brings its own interval; two counts do not give it.")
