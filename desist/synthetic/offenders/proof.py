"""How long it takes until an offence is proven: three ways to justice, each slower year by year."""

from __future__ import annotations

import numpy as np

from desist.synthetic.offenders.people import YEAR, Floats, Ints, day

# At once, at the magistrates', at the Crown Court: share, median days, spread of the logarithm. A mixture,
# because no single family of distributions fits what is quick and what is slow at once.
WAYS = ((0.34, 9.0, 0.9), (0.56, 62.0, 0.65), (0.10, 230.0, 0.5))
SLOWER_A_YEAR = 0.02  # from 2012 on
CLOSED = (day("2020-03-24"), day("2021-07-01"))  # courts closed or half open
SLOWER_WHILE_CLOSED = 1.5
LONGEST = int(5 * YEAR)


def draw_delays(offence: Ints, dice: np.random.Generator) -> Ints:
    """Days from offence to proof, one for each day of an offence (counted from 1 January 1970)."""
    way = dice.choice(len(WAYS), len(offence), p=[each[0] for each in WAYS])
    median = np.array([each[1] for each in WAYS])[way]
    spread = np.array([each[2] for each in WAYS])[way]
    drawn = median * np.exp(spread * dice.standard_normal(len(offence))) * slower(offence)
    return np.minimum(drawn, LONGEST).astype(np.int64)


def slower(offence: Ints) -> Floats:
    """By how much justice for an offence of a day is slower than it was in 2012."""
    years = np.maximum(0.0, (offence - day("2012-01-01")) / YEAR)
    closed = (offence >= CLOSED[0]) & (offence < CLOSED[1])
    return np.asarray((1 + SLOWER_A_YEAR) ** years * np.where(closed, SLOWER_WHILE_CLOSED, 1.0))
