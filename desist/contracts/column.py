"""One column of an extract: what it holds, in a sentence, and what makes a value break the contract."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, NewType

Day = date  # under this name, so that a column may be called date
Month = NewType("Month", str)  # a month written 2025-01; stored as its first day
Timestamp = NewType("Timestamp", str)  # a moment in ISO 8601 with its offset


@dataclass(frozen=True, kw_only=True)
class ColumnRule:
    """What a contract says of one column.

    ``header`` is the column's name in the file; ``also`` lists other spellings publishers have
    used. ``missing`` lists marks that stand for an empty cell. ``values`` closes the list of
    values; ``pattern`` is a regular expression the whole value must match, and ``shape`` says the
    pattern in words. ``not_before`` names a column of dates that this one may not precede.
    ``known_in`` names a table of facts among whose codes the value must be. ``person`` is true where the
    value is a person's reference, which linking replaces and access guards; a column person_ref always is.
    """

    text: str
    header: str
    also: tuple[str, ...] = ()
    key: bool = False
    missing: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    pattern: str = ""
    shape: str = ""
    least: float | None = None
    most: float | None = None
    not_before: str = ""
    known_in: str = ""
    optional_column: bool = False
    name: str = ""
    kind: str = "str"
    required: bool = True
    # Which rows a contract accepts does not hang on it, so it is no part of the mark of its rules.
    person: bool = field(default=False, repr=False)


def Column(text: str, **rule: Any) -> Any:  # reads as a declaration inside a contract
    """Declare a column of an extract in words; the annotation beside it gives its type."""
    rule.setdefault("header", "")
    return ColumnRule(text=text, **rule)


KINDS = {"str": "VARCHAR", "int": "BIGINT", "float": "DOUBLE", "date": "DATE", "bool": "BOOLEAN"}
KINDS |= {"Month": "DATE", "Timestamp": "TIMESTAMPTZ"}

SHAPES = {
    "int": "a whole number",
    "float": "a number",
    "date": "a date written like 2025-01-31",
    "bool": "True or False",
    "Month": "a month written like 2025-01",
    "Timestamp": "a date and time written like 2025-01-31T09:30:00+00:00",
    "str": "text",
}


def sentence(rule: ColumnRule) -> str:
    """The contract's own sentence for a value that breaks it; it never repeats the value."""
    shape = rule.shape or SHAPES[rule.kind]
    if rule.values:
        shape = "one of " + ", ".join(rule.values)
    limits = []
    if rule.least is not None:
        limits.append(f"at least {rule.least:g}")
    if rule.most is not None:
        limits.append(f"at most {rule.most:g}")
    bounds = f", {' and '.join(limits)}" if limits else ""
    return f"{rule.header} must be {shape}{bounds}."
