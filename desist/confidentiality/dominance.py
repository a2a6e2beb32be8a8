"""Sums that one or two contributors dominate: whoever knows one contribution could reckon another."""

from __future__ import annotations

import numpy as np

from desist.confidentiality.rules import Rules
from desist.confidentiality.system import Floats
from desist.confidentiality.table import Table


def guarded_sums(table: Table, rules: Rules) -> Floats:
    """How far a reader must be kept from each sum (n), nan where its contributors hide one another.

    By (n, k): the n largest contributions make up k% of the sum. By p%: the second largest
    contributor, taking their own part from the sum, knows the largest to within p%.
    """
    found = np.full(len(table.rows), np.nan)
    for at, given in enumerate(table.contributions):
        largest = sorted(given, reverse=True)
        total = sum(largest)
        if total <= 0:
            continue
        n, k = rules.dominant_contributors, rules.dominant_percent / 100
        rest = sum(largest[2:])
        near = rules.p_percent / 100 * largest[0]
        dominated = sum(largest[:n]) >= k * total
        if dominated or rest < near:
            found[at] = max(near - rest, sum(largest[:n]) / k - total, near)
    return found
