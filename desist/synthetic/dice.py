"""Draws that come out the same every time and on every machine."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from typing import TypeVar

Thing = TypeVar("Thing")


class Dice:
    """A stream of draws named by what it is drawn for; the same name always gives the same draws.

    Only `random.Random.random` is used, the one draw whose sequence Python promises to keep between
    versions, and one table's draws never depend on how many another table took.
    """

    def __init__(self, *name: object) -> None:
        self._random = random.Random("/".join(["desist", *map(str, name)]))

    def between(self, low: float, high: float) -> float:
        """A number between two others, all equally likely."""
        return low + (high - low) * self._random.random()

    def whole(self, least: int, most: int) -> int:
        """A whole number from ``least`` to ``most``, both included."""
        return least + int(self._random.random() * (most - least + 1))

    def chance(self, share: float) -> bool:
        """Whether something happens that happens in this share of cases."""
        return self._random.random() < share

    def one_of(self, things: Sequence[Thing], weights: Sequence[float]) -> Thing:
        """One of several things, each as likely as its weight."""
        point = self._random.random() * sum(weights)
        for thing, weight in zip(things, weights, strict=True):
            point -= weight
            if point < 0:
                return thing
        return things[-1]

    def count(self, mean: float) -> int:
        """How many events happen when ``mean`` are expected (Poisson; by the normal above 50)."""
        if mean > 50:
            bell = sum(self._random.random() for _ in range(12)) - 6
            return max(0, round(mean + math.sqrt(mean) * bell))
        limit, product, events = math.exp(-mean), self._random.random(), 0
        while product > limit:
            product *= self._random.random()
            events += 1
        return events

    def part(self, whole: int, share: float) -> int:
        """How many of ``whole`` fall in a part that each falls in with this chance."""
        return sum(self._random.random() < share for _ in range(whole))

    def split(self, whole: int, weights: Sequence[float]) -> list[int]:
        """Share out ``whole`` among parts of these weights; the parts add up to it."""
        parts = []
        left, weight_left = whole, sum(weights)
        for weight in weights[:-1]:
            taken = self.part(left, weight / weight_left)
            parts.append(taken)
            left, weight_left = left - taken, weight_left - weight
        return [*parts, left]
