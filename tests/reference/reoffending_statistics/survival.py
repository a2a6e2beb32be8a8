"""Kaplan-Meier, hazards and the log-rank test a second time, one person and one day at a time."""

from __future__ import annotations


def curve(people: list[tuple[float, bool]]) -> list[tuple[float, int, int, float, float]]:
    """(day, at risk, events, share free, Greenwood's sum) for each day with a reoffence."""
    rows, free, spread = [], 1.0, 0.0
    for day in sorted({time for time, happened in people if happened}):
        at_risk = sum(1 for time, _ in people if time >= day)
        events = sum(1 for time, happened in people if happened and time == day)
        free *= 1 - events / at_risk
        spread += events / (at_risk * (at_risk - events)) if at_risk > events else float("inf")
        rows.append((day, at_risk, events, free, spread))
    return rows


def mean_until(people: list[tuple[float, bool]], until: float) -> float:
    """The area under the curve, added up step by step."""
    area, last, free = 0.0, 0.0, 1.0
    for day, _, _, after, _ in curve(people):
        if day >= until:
            break
        area += free * (day - last)
        last, free = day, after
    return area + free * (until - last)


def stretch(people: list[tuple[float, bool]], after: int, end: int) -> tuple[int, float]:
    """First reoffences and person-days at risk from the day after ``after`` to ``end``."""
    events = sum(1 for time, happened in people if happened and after < time <= end)
    exposed = 0.0
    for time, _ in people:
        exposed += max(0.0, min(time, end) - after)
    return events, exposed


def expected_in_group(people: list[tuple[float, bool, str]], group: str) -> float:
    """The events a group would have had, were its risk that of all."""
    total = 0.0
    for day in sorted({time for time, happened, _ in people if happened}):
        at_risk = [each for each in people if each[0] >= day]
        events = sum(1 for time, happened, _ in people if happened and time == day)
        total += events * sum(1 for each in at_risk if each[2] == group) / len(at_risk)
    return total
