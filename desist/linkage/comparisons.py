"""How two records are compared: for each field, from quite the same down to different, step by step.

The steps are the same for every set of records; how much each step tells is learned from the records.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial
from typing import Any

from desist.linkage.fields import FIELDS, Kind
from desist.linkage.prepare import DAYS_A_MONTH, DAYS_A_YEAR

NEAR_NAME = 0.92  # Jaro-Winkler: one slip in a name of usual length
FAR_NAME = 0.8
NEAR_TEXT = 0.88
# What says where somebody lives, from the most exact to the least.
WHERE = ("address", "postcode", "place")
A_HAIR = 1e-9  # so that a likeness of just what is asked for counts on every machine, however it rounds
SLIP_OF_DAYS = 35  # about a month: a month or a few days written wrong


def comparisons(fields: Collection[str]) -> list[Any]:
    """The comparisons of the fields that records have, as Splink takes them."""
    import splink.comparison_level_library as level
    import splink.comparison_library as library

    def compared(name: str) -> Any:
        return library.CustomComparison(
            output_column_name=name,
            comparison_levels=[
                level.NullLevel(name),
                level.ExactMatchLevel(name, term_frequency_adjustments=True),
                *_steps(level, name, fields),
                level.ElseLevel(),
            ],
        )

    of_place = [name for name in WHERE if name in fields]
    apart = [name for name in fields if len(of_place) < 2 or name not in WHERE]
    return [
        *(compared(name) for name in apart),
        *(_where(library, level, of_place) if len(of_place) > 1 else ()),
    ]


def _where(library: Any, level: Any, of_place: Sequence[str]) -> list[Any]:
    """Address, postcode and place as one comparison: neighbours share all three without being one person.

    Taken as three independent agreements they would join everybody in a street who has a common name.
    """
    unknown = " and ".join(f"({name}_l is null or {name}_r is null)" for name in of_place)
    steps: list[Any] = [
        level.CustomLevel(unknown, label_for_charts="nothing to compare").configure(is_null_level=True)
    ]
    for name in of_place:
        steps.append(level.ExactMatchLevel(name, term_frequency_adjustments=True))
        near = _near_text(level, name)
        if name == "address":
            same_number = _said(
                level, "house_number_l is not distinct from house_number_r", "the same number"
            )
            near = level.And(near, same_number)
        steps.append(near)
    if "address" in of_place:
        steps.insert(-2, _said(level, "street_l = street_r", "another number in the street"))
    return [
        library.CustomComparison(
            output_column_name="where_they_live", comparison_levels=[*steps, level.ElseLevel()]
        )
    ]


def _near_text(level: Any, name: str) -> Any:
    """Two slips of the pen at most in a long text, one in a short one such as a postcode."""
    if name == "postcode":
        return _slips(level, name, 1)
    return level.Or(_alike(level, name, NEAR_TEXT), _slips(level, name, 2))


def _alike(level: Any, name: str, least: float) -> Any:
    return level.JaroWinklerLevel(name, least - A_HAIR)


def _slips(level: Any, name: str, most: int) -> Any:
    """So many letters wrong, left out, put in or swapped with the next at most; of swaps one.

    The plain distance, which counts a swap as two, is ten times as quick and settles nearly every pair.
    """
    return level.And(level.LevenshteinLevel(name, most + 1), level.DamerauLevenshteinLevel(name, most))


def _steps(level: Any, name: str, fields: Collection[str]) -> list[Any]:
    """The steps between quite the same and different."""
    kind = FIELDS[name].kind
    slips = partial(_slips, level)
    if kind is Kind.NAME:
        near = level.Or(_alike(level, name, NEAR_NAME), slips(name, 1))
        far = level.Or(_alike(level, name, FAR_NAME), slips(name, 2))
        return [*_nickname(level, name), near, *_swapped(level, name, fields), far]
    if kind is Kind.DATE:
        return [
            level.Or(slips(name, 1), _said(level, _day_and_month_swapped(), "day and month swapped")),
            _said(
                level,
                f"({_two_parts_agree()}) or ({_days_apart()} <= {SLIP_OF_DAYS})",
                "two parts or a month",
            ),
            level.Or(slips(name, 2), _said(level, _a_year_or_ten_off(), "a year or ten off")),
        ]
    if kind is Kind.IDENTIFIER:
        return [slips(name, 1), slips(name, 2)]
    if kind is Kind.TEXT:
        return [_near_text(level, name)]
    return []


def _nickname(level: Any, name: str) -> list[Any]:
    if name != "first_name":
        return []
    return [_said(level, "first_known_l = first_known_r", "one is the other's nickname")]


def _swapped(level: Any, name: str, fields: Collection[str]) -> list[Any]:
    """Given name and surname in each other's place; each of the two fields sees it."""
    if name not in ("first_name", "surname") or not {"first_name", "surname"} <= set(fields):
        return []
    other = "surname" if name == "first_name" else "first_name"
    return [_said(level, f"{name}_l = {other}_r or {other}_l = {name}_r", f"in the place of {other}")]


def _day_and_month_swapped() -> str:
    return "born_year_l = born_year_r and born_month_l = born_mday_r and born_mday_l = born_month_r"


def _two_parts_agree() -> str:
    year, month, day = (f"born_{part}_l = born_{part}_r" for part in ("year", "month", "mday"))
    return f"({year} and {month}) or ({year} and {day}) or ({month} and {day})"


def _days_apart() -> str:
    return "abs(born_number_l - born_number_r)"


def _a_year_or_ten_off() -> str:
    """A year written one or ten too high or too low, whatever slip in day and month besides."""
    one, ten = (f"abs({_days_apart()} - {years * DAYS_A_YEAR})" for years in (1, 10))
    return f"least({one}, {ten}) <= {SLIP_OF_DAYS}"


def _said(level: Any, condition: str, what: str) -> Any:
    return level.CustomLevel(condition, label_for_charts=what)


assert SLIP_OF_DAYS > DAYS_A_MONTH  # a whole month off, and a few days besides
