"""How few people are too few: below one limit no rate is given, below the other it is marked [u]."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources


@dataclass(frozen=True, kw_only=True)
class FewPeople:
    """A dated rule: no rate below ``no_rate_below`` people, and one marked [u] below ``unreliable_below``."""

    in_force: date
    no_rate_below: int
    unreliable_below: int
    source: str
    verified: bool

    @property
    def why_no_rate(self) -> str:
        """The sentence that stands in the place of a rate."""
        return (
            f"No rate is given on fewer than {self.no_rate_below} people; its counts are not for publication."
        )


@cache
def few_people() -> FewPeople:
    """The rule in force: the newest of few_people.toml."""
    text = resources.files("desist.measures").joinpath("few_people.toml").read_text(encoding="utf-8")
    return max((FewPeople(**rule) for rule in tomllib.loads(text)["rule"]), key=lambda each: each.in_force)
