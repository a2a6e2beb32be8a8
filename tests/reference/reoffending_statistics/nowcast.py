"""The nowcast's expectation a second time: one person, one day at a time, from its definition."""

from __future__ import annotations

import math
from datetime import date

from desist.measures.reoffending.followed_cohort import FollowedCohort
from tests.reference.reoffending_statistics.dates import months_later

HORIZON = 550

Person = tuple[int, float]  # age in days, days to the first proof


def people_of(cohort: FollowedCohort, as_at: date) -> list[Person]:
    found = []
    for index, proved in zip(cohort.index_date.tolist(), cohort.proved_after.tolist(), strict=True):
        found.append(((as_at - index).days, math.inf if math.isnan(proved) else proved))
    return found


def daily_risk(people: list[Person], window: int) -> tuple[list[float], list[int], list[int]]:
    """Risk added up, people at risk and proofs for each day of age, seen in the last ``window`` days."""
    at_risk, proofs = [0] * (HORIZON + 1), [0] * (HORIZON + 1)
    for age, proved in people:
        for day in range(1, min(age, HORIZON) + 1):
            # The person was `day` days old `age - day` days ago.
            if age - day < window and proved >= day:
                at_risk[day] += 1
                proofs[day] += int(proved == day)
    total, added = 0.0, []
    for day in range(HORIZON + 1):
        total += proofs[day] / max(at_risk[day], 1)
        added.append(total)
    return added, at_risk, proofs


def expectation(cohorts: list[FollowedCohort], at: int, as_at: date, window: int) -> tuple[int, float, float]:
    """Known reoffenders, how many more are expected, and the model's variance."""
    everybody = [person for cohort in cohorts for person in people_of(cohort, as_at)]
    risk, at_risk, proofs = daily_risk(everybody, window)

    def seen_expected(cohort: FollowedCohort) -> tuple[int, float]:
        seen, expected = 0, 0.0
        for age, proved in people_of(cohort, as_at):
            reached = min(age, HORIZON)
            seen += int(proved <= reached)
            expected += risk[int(max(min(reached, proved), 0))]
        return seen, expected

    pairs = [seen_expected(cohort) for cohort in cohorts[max(0, at - 12) : at]]
    beyond = sum((seen - expected) ** 2 - expected for seen, expected in pairs)
    spread = max(beyond / max(sum(expected**2 for _, expected in pairs), 1e-9), 1e-4)
    seen, expected = seen_expected(cohorts[at])
    level = (1 / spread + seen) / (1 / spread + expected)
    more = chance = slope = 0.0
    moved = [0.0] * (HORIZON + 1)
    waiting = []
    for (age, proved), index in zip(
        people_of(cohorts[at], as_at), cohorts[at].index_date.tolist(), strict=True
    ):
        reached = min(age, HORIZON)
        if proved <= reached or months_later(index, 18) <= as_at:
            continue
        left = risk[HORIZON] - risk[reached]
        free = math.exp(-level * left)
        waiting.append(reached)
        more += 1 - free
        chance += free * (1 - free)
        slope += left * free
        for day in range(reached + 1, HORIZON + 1):
            moved[day] += level * free
    curve = sum(moved[day] ** 2 * proofs[day] / max(at_risk[day], 1) ** 2 for day in range(HORIZON + 1))
    of_level = slope**2 * (1 / spread + seen) / (1 / spread + expected) ** 2
    unseen = 0.5 * len(waiting) / max(at_risk[min(waiting) + 1], 1) if waiting else 0.0
    return seen, more, chance + of_level + curve + unseen
