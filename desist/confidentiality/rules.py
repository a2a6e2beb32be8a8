"""How small is too small: the limits by which a table is protected, who decided them, and when."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from desist.vocabulary.mistake import OperatorMistake

if TYPE_CHECKING:
    from desist.partnership.office import SmallNumbers


@dataclass(frozen=True, kw_only=True)
class Rules:
    """The limits of one protection.

    Counts from 1 up to but not including ``withhold_below`` are withheld; a count of nought is shown
    where ``show_zero``. No percentage is given on fewer than ``no_rate_below`` people, and below
    ``unreliable_below`` it is marked [u]. A group of fewer than ``whole_group_below`` people is not
    shown to be all of one kind, for that tells of each of them. Counts are rounded to a multiple of
    ``round_to``. A sum is withheld when its ``dominant_contributors`` largest contributions make up
    ``dominant_percent`` of it, or when one contributor could reckon another's to within ``p_percent``.
    """

    withhold_below: int
    show_zero: bool = True
    no_rate_below: int
    unreliable_below: int
    whole_group_below: int = 10
    round_to: int = 1
    dominant_contributors: int = 2
    dominant_percent: float = 85.0
    p_percent: float = 10.0
    dated: date | None = None
    source: str
    verified: bool

    def __post_init__(self) -> None:
        """Limits that protect nobody, or that contradict one another, are the operator's mistake."""
        for name, least, most in (
            ("withhold_below", 1, 100),
            ("no_rate_below", 1, 1000),
            ("unreliable_below", 1, 10_000),
            ("whole_group_below", 0, 1000),
            ("round_to", 1, 100),
            ("dominant_contributors", 1, 10),
            ("dominant_percent", 1, 100),
            ("p_percent", 0, 100),
        ):
            if not least <= getattr(self, name) <= most:
                raise OperatorMistake(
                    f"The limit {name} is {getattr(self, name)}.",
                    hint=f"It is a number from {least} to {most}.",
                )


@cache
def usual_rules() -> Rules:
    """The rule where no partnership has decided its own: dated, and marked unverified."""
    written = resources.files("desist.confidentiality").joinpath("usual_rules.toml")
    return Rules(**tomllib.loads(written.read_text(encoding="utf-8")))


def rules_of(small_numbers: SmallNumbers) -> Rules:
    """A partnership's own rule; what it does not decide stays as usual."""
    usual: dict[str, Any] = {each.name: getattr(usual_rules(), each.name) for each in fields(Rules)}
    decided = {name: getattr(small_numbers, name) for name in usual if hasattr(small_numbers, name)}
    return Rules(**usual | {"dated": None} | decided)


def refuse_looser(asked: Rules, own: Rules) -> None:
    """Refuse to publish under a partnership by limits that would show more than its own rule does."""
    for said, name in (
        ("withholds counts below", "withhold_below"),
        ("rounds counts to a multiple of", "round_to"),
        ("gives no percentage on fewer people than", "no_rate_below"),
        ("marks percentages [u] on fewer people than", "unreliable_below"),
        ("shows no group to be all of one kind on fewer people than", "whole_group_below"),
    ):
        limit, instead = getattr(own, name), getattr(asked, name)
        if instead < limit:
            raise OperatorMistake(
                f"The partnership's own rule {said} {limit}, and {instead} would show more.",
                hint="Leave the limit out, or ask for a stricter one; [small_numbers] in partnership.toml "
                "holds the rule, and who decided it.",
            )
    if asked.show_zero and not own.show_zero:
        raise OperatorMistake("The partnership's own rule does not show noughts.", hint="Let it stand.")
