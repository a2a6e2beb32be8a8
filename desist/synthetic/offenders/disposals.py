"""What is given for an offence, and how long custody lasts."""

from __future__ import annotations

import numpy as np

from desist.synthetic.offenders.people import Flags, Floats, Ints

# Chances by age and by the number of earlier occasions (from 0, 1, 4, 11 on), in this order. Set by trial.
KINDS = (
    "youth_caution",
    "caution",
    "other_conviction",
    "absolute_discharge",
    "conditional_discharge",
    "fine",
    "community_order",
    "suspended_sentence",
    "custody",
)
CUSTODY = KINDS.index("custody")
CHILD = (
    (0.58, 0.0, 0.33, 0.01, 0.03, 0.01, 0.04, 0.0, 0.0),
    (0.22, 0.0, 0.38, 0.01, 0.05, 0.02, 0.30, 0.0, 0.02),
    (0.06, 0.0, 0.24, 0.01, 0.07, 0.02, 0.53, 0.0, 0.07),
    (0.02, 0.0, 0.18, 0.01, 0.07, 0.02, 0.55, 0.0, 0.15),
)
ADULT = (
    (0.0, 0.28, 0.02, 0.01, 0.08, 0.43, 0.10, 0.05, 0.03),
    (0.0, 0.11, 0.03, 0.01, 0.08, 0.44, 0.18, 0.09, 0.06),
    (0.0, 0.04, 0.04, 0.01, 0.09, 0.38, 0.20, 0.12, 0.12),
    (0.0, 0.02, 0.04, 0.01, 0.10, 0.33, 0.19, 0.11, 0.20),
)
FROM = (0, 1, 4, 11)
# The share of custodial sentences under 12 months: for an offence soon after the one before (in
# days), and for any other; and months served (median, spread of the logarithm).
LATELY_DAYS = 220
SHORT_LATELY, SHORT_OTHERWISE = 0.92, 0.22
SERVED_SHORT = (1.6, 0.5)
SERVED_LONG = (15.0, 0.6)
MONTH = 30.44
# Half of a sentence is served, so under 12 months is at most six inside (Criminal Justice Act 2003, s. 244).
MOST_SHORT = 182
LEAST_LONG = 183


def draw_disposals(earlier: Ints, child: Flags, dice: np.random.Generator) -> Ints:
    """What is given on each occasion, as a place in KINDS."""
    step = np.searchsorted(np.array(FROM), earlier, side="right") - 1
    chances: Floats = np.where(child[:, None], np.array(CHILD)[step], np.array(ADULT)[step])
    passed = dice.random(len(earlier))[:, None] > chances.cumsum(axis=1)
    return np.asarray(np.minimum(passed.sum(axis=1), CUSTODY), dtype=np.int64)


def draw_days_inside(since_last: Ints, dice: np.random.Generator) -> Ints:
    """Days served for a custodial sentence, by the days since the last occasion before."""
    lately = np.where(since_last <= LATELY_DAYS, SHORT_LATELY, SHORT_OTHERWISE)
    short = dice.random(len(since_last)) < lately
    noise = dice.standard_normal(len(since_last))
    brief = SERVED_SHORT[0] * MONTH * np.exp(SERVED_SHORT[1] * noise)
    lengthy = SERVED_LONG[0] * MONTH * np.exp(SERVED_LONG[1] * noise)
    days = np.where(short, np.clip(brief, 3, MOST_SHORT), np.clip(lengthy, LEAST_LONG, 6_000))
    return np.asarray(days, dtype=np.int64)
