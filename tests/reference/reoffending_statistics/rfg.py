"""The RFG score a second time, for one person, event by event."""

from __future__ import annotations

from datetime import date

from desist.measures.reoffending.rfg_model import GravityBy, RfgModel

Event = tuple[date, float]


def months_back(day: date, months: int) -> date:
    year, month = day.year, day.month
    for _ in range(months):
        month -= 1
        if month == 0:
            year, month = year - 1, 12
    for last in range(day.day, 0, -1):
        try:
            return date(year, month, last)
        except ValueError:
            continue
    raise AssertionError("every month has a first day")


def score(events: list[Event], model: RfgModel, as_at: date) -> tuple[float, float, float, float]:
    """Score, and the points of recency, frequency and gravity."""
    recency = 0.0
    if events:
        since = (as_at - max(day for day, _ in events)).days
        for step in reversed(model.recency):
            if since <= step.days:
                recency = step.points
    often = [day for day, _ in events if day >= months_back(as_at, model.frequency_months)]
    frequency = min(100.0 * len(often) / model.frequency_full, 100.0)
    grave = [harm for day, harm in events if day >= months_back(as_at, model.gravity_months)]
    weight = 0.0
    for harm in grave:
        weight = weight + harm if model.gravity_by is GravityBy.SUM else max(weight, harm)
    gravity = min(100.0 * weight / model.gravity_full, 100.0)
    total = (
        model.recency_weight * recency + model.frequency_weight * frequency + model.gravity_weight * gravity
    )
    return total, recency, frequency, gravity
