"""The RFG score: who offended lately, often and gravely, with each part shown.

A declared ranking that helps people choose whom an IOM cohort takes; it decides nothing. Source: METHODS 3;
the numbers are in the model (rfg_model.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from desist.measures.reoffending.columns import Column, Counts, Days
from desist.measures.reoffending.rfg_model import MOST_POINTS, GravityBy, RfgModel
from desist.vocabulary.mistake import OperatorMistake
from desist.vocabulary.period import add_months


@dataclass(frozen=True, kw_only=True)
class Ranked:
    """One person's place, score and what it is made of.

    Each part has what was seen (days since the last event, events and days of harm in their windows) and the
    points from 0 to 100 it gives; ``score`` is their weighted sum. ``last`` is None without any event.
    """

    rank: int
    person: str
    score: float
    last: date | None
    days_since: int | None
    recency: float
    events: int
    frequency: float
    harm: float
    gravity: float


def rfg_ranking(
    people: Sequence[str],
    person: Counts,
    happened: Days,
    harm: Column,
    *,
    model: RfgModel,
    as_at: date,
) -> tuple[Ranked, ...]:
    """Rank people by their RFG score, highest first.

    ``people`` are ids; ``person`` (a position in ``people``), ``happened`` (numpy days) and ``harm`` (days,
    from a versioned table) have one entry for each event. Equal scores are ranked by the later last event,
    then by id. Raises OperatorMistake for an event after ``as_at``, a harm below 0, or a person named twice.
    """
    today = np.datetime64(as_at, "D")
    _check(people, person, happened, harm, today)
    n = len(people)
    last = np.full(n, np.datetime64("0001-01-01", "D"))
    np.maximum.at(last, person, happened)
    has = np.bincount(person, minlength=n) > 0
    since = (today - last).astype(np.int64)
    recency = np.where(has, _stepped(since, model), 0.0)
    often = happened >= _first_day(as_at, model.frequency_months)
    events = np.bincount(person[often], minlength=n)
    frequency = _even(events.astype(np.float64), model.frequency_full)
    grave = happened >= _first_day(as_at, model.gravity_months)
    weight = _gravity(n, person[grave], harm[grave], model.gravity_by)
    gravity = _even(weight, model.gravity_full)
    score = (
        model.recency_weight * recency + model.frequency_weight * frequency + model.gravity_weight * gravity
    )
    # Rounded to a millionth for the order only, so that sums in another order still tie.
    order = sorted(range(n), key=lambda at: (-round(float(score[at]), 6), int(since[at]), people[at]))
    return tuple(
        Ranked(
            rank=rank,
            person=people[at],
            score=float(score[at]),
            last=last[at].item() if has[at] else None,
            days_since=int(since[at]) if has[at] else None,
            recency=float(recency[at]),
            events=int(events[at]),
            frequency=float(frequency[at]),
            harm=float(weight[at]),
            gravity=float(gravity[at]),
        )
        for rank, at in enumerate(order, 1)
    )


def _first_day(as_at: date, months: int) -> np.datetime64:
    """The first day of a window that ends on ``as_at``; it belongs to the window."""
    return np.datetime64(add_months(as_at, -months), "D")


def _stepped(since: Counts, model: RfgModel) -> Column:
    """Points by days since the last event; a step's last day still has its points."""
    points = np.array([*(step.points for step in model.recency), 0.0])
    return points[np.searchsorted([step.days for step in model.recency], since, side="left")]


def _even(seen: Column, full: float) -> Column:
    return np.asarray(MOST_POINTS * np.minimum(seen / full, 1.0), dtype=np.float64)


def _gravity(n: int, person: Counts, harm: Column, by: GravityBy) -> Column:
    if by is GravityBy.SUM:
        return np.bincount(person, weights=harm, minlength=n).astype(np.float64)
    worst = np.zeros(n)
    np.maximum.at(worst, person, harm)
    return worst


def _check(people: Sequence[str], person: Counts, happened: Days, harm: Column, today: np.datetime64) -> None:
    if len(set(people)) != len(people):
        raise OperatorMistake("A person is named twice in the list to be ranked.")
    if not len(person) == len(happened) == len(harm):
        raise OperatorMistake("The columns of the events to be ranked are not of one length.")
    if len(person) and (person.min() < 0 or person.max() >= len(people)):
        raise OperatorMistake("An event belongs to nobody in the list to be ranked.")
    if (happened > today).any():
        after = happened.max().item()
        raise OperatorMistake(
            f"An event of {after:%d %B %Y} lies after the day of the ranking, {today.item():%d %B %Y}.",
            hint="Rank as at a day on which all events have happened.",
        )
    if not (harm >= 0).all():
        raise OperatorMistake("An event has a harm that is missing or below 0.")
