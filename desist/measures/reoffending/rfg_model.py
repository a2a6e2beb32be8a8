"""What an RFG score is made of: a declared, dated model that a partnership can read and change.

There is no official scale; see rfg_models.toml and docs/method/rfg.md.
"""

from __future__ import annotations

import enum
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from desist.vocabulary.mistake import OperatorMistake, nearest

_FILE = Path(__file__).parent / "rfg_models.toml"
MOST_POINTS = 100.0


class GravityBy(enum.StrEnum):
    """How a person's events add up to gravity: the heaviest one, or all together.

    A mean is not offered, since one more small offence would then lower the score.
    """

    MAX = "max"
    SUM = "sum"


@dataclass(frozen=True, kw_only=True)
class RecencyStep:
    """So many points while the last event is at most so many days ago."""

    days: int
    points: float


@dataclass(frozen=True, kw_only=True)
class RfgModel:
    """Weights and steps of a score from 0 to 100.

    ``frequency_full`` events, or ``gravity_full`` days of harm, within their months give all 100 points of
    their part. ``verified`` says whether a source or an adopting partnership stands behind the numbers.
    """

    name: str
    in_force: date
    verified: bool
    source: str
    recency_weight: float
    frequency_weight: float
    gravity_weight: float
    recency: tuple[RecencyStep, ...]
    frequency_months: int
    frequency_full: float
    gravity_months: int
    gravity_full: float
    gravity_by: GravityBy

    def __post_init__(self) -> None:
        weights = (self.recency_weight, self.frequency_weight, self.gravity_weight)
        if min(weights) < 0 or abs(sum(weights) - 1) > 1e-9:
            raise self._wrong("its weights are not 0 or more and 1 together")
        days, points = [step.days for step in self.recency], [step.points for step in self.recency]
        if not days or days != sorted(set(days)) or days[0] < 0:
            raise self._wrong("its steps of recency do not rise in days")
        if points != sorted(points, reverse=True) or points[0] > MOST_POINTS or points[-1] < 0:
            raise self._wrong("a more recent event does not give as many points as an older one, up to 100")
        if min(self.frequency_months, self.gravity_months) < 1:
            raise self._wrong("a window is shorter than a month")
        if min(self.frequency_full, self.gravity_full) <= 0:
            raise self._wrong("the events or harm that give all points are not above 0")

    def _wrong(self, what: str) -> OperatorMistake:
        return OperatorMistake(f"RFG model '{self.name}' cannot be used: {what}.")

    @property
    def note(self) -> str:
        """What must stand beside any list made with the model."""
        known = "verified" if self.verified else "unverified: no official weights exist"
        return (
            f"RFG model '{self.name}', in force from {self.in_force:%d %B %Y} ({known}). A ranking to help "
            "people choose; nobody is chosen or refused by it alone."
        )


def rfg_model(name: str = "default 2026") -> RfgModel:
    """One of the models that come with Desist."""
    known = _shipped()
    if name not in known:
        hint = nearest(name, list(known)) or f"There are: {', '.join(known)}."
        raise OperatorMistake(f"There is no RFG model '{name}'.", hint=hint)
    return known[name]


def read_models(text: str) -> Mapping[str, RfgModel]:
    """The models of a TOML file laid out as rfg_models.toml, by name."""
    return MappingProxyType({name: _model(name, entry) for name, entry in tomllib.loads(text).items()})


@cache
def _shipped() -> Mapping[str, RfgModel]:
    return read_models(_FILE.read_text(encoding="utf-8"))


def _model(name: str, entry: Mapping[str, Any]) -> RfgModel:
    try:
        return RfgModel(
            name=name,
            in_force=entry["in_force"],
            verified=entry["verified"],
            source=entry["source"],
            recency_weight=entry["weights"]["recency"],
            frequency_weight=entry["weights"]["frequency"],
            gravity_weight=entry["weights"]["gravity"],
            recency=tuple(RecencyStep(**step) for step in entry["recency"]["steps"]),
            frequency_months=entry["frequency"]["months"],
            frequency_full=entry["frequency"]["full"],
            gravity_months=entry["gravity"]["months"],
            gravity_full=entry["gravity"]["full"],
            gravity_by=GravityBy(entry["gravity"]["by"]),
        )
    except KeyError as missing:
        raise OperatorMistake(f"RFG model '{name}' lacks {missing}.") from missing
    except ValueError as wrong:
        raise OperatorMistake(
            f"RFG model '{name}' adds gravity up by '{entry['gravity']['by']}'.", hint="Write max or sum."
        ) from wrong
