"""OGRS3 and OGRS4/G a second time, for one person, with plain numbers, straight from METHODS 2."""

from __future__ import annotations

import math
from datetime import date

OGRS3_AGES = {
    (10, 11): (0.0, None),
    (12, 13): (0.08392, None),
    (14, 15): (0.07578, None),
    (16, 17): (-0.0616, -0.9592),
    (18, 20): (-0.6251, -0.8975),
    (21, 24): (-1.0515, -1.0285),
    (25, 29): (-1.1667, -1.0528),
    (30, 34): (-1.3260, -1.1291),
    (35, 39): (-1.3680, -1.4219),
    (40, 49): (-1.4997, -1.5247),
    (50, 999): (-2.0253, -2.4498),
}


def age_on(born: date, on: date) -> int:
    years = on.year - born.year
    if (on.month, on.day) < (born.month, born.day):
        years -= 1
    return years


def ogrs3(
    *, female: bool, born: date, sanctioned: date, followed: date, n: int, first: int, weight: float | None
) -> tuple[float, float] | None:
    """The chances within one and two years; None when the person cannot be scored."""
    then, now = age_on(born, sanctioned), age_on(born, followed)
    if then < 10 or first > then or n < 1 or followed < sanctioned or now >= 110 or weight is None:
        return None
    for (low, high), (male_weight, female_weight) in OGRS3_AGES.items():
        if low <= now <= high:
            by_age = female_weight if female else male_weight
    if by_age is None:
        return None
    copas = math.log(n / (10 + then - first))
    z = by_age + (0.12614 if n == 1 else 0.46306) + 1.25112 * copas + weight
    return 1 / (1 + math.exp(-(1.40256 + z))), 1 / (1 + math.exp(-(2.1217 + z)))


def ogrs4(
    *,
    female: bool,
    born: date,
    sanctioned: date,
    followed: date,
    n: int,
    first: int,
    weight: float | None,
    months: int,
) -> float | None:
    """The chance within two years; None when the person cannot be scored."""
    then, a = age_on(born, sanctioned), age_on(born, followed)
    if then < 10 or first > then or n < 1 or followed < sanctioned or a >= 110 or weight is None:
        return None
    z = 5.01702292499072 - 0.0042757301284995 * n + weight
    if female:
        z += -0.0175014516689226 * a + 0.0001625346907234 * a**2
        z += 0.0000003645241305 * a**3 - 0.0000000746220588 * a**4 - 2.95224200717183
    else:
        z += -0.142428460338541 * a + 0.0011000413899151 * a**2
        z += 0.0000198538471606 * a**3 - 0.0000002648918335 * a**4
    m = min(max(months, 0), 36)
    z += -0.0762086223169624 * m + 0.0016230134182902 * m**2
    z += 0.0000224473135387 * m**3 - 0.0000012808638685 * m**4
    years = then - first
    if n == 1:
        z += -3.94357049933093
    elif n == 2:
        z += -3.06189212045904 + years * (-0.0427998315841607 if female else -0.0432051839161834)
    else:
        r = math.log(n / (years + 26))
        if female:
            z += 1.01980307124196 * r - 0.039439197041062 * r**2
        else:
            z += 1.55298303083717 * r + 0.129334968245905 * r**2
    return 1 / (1 + math.exp(-z))
