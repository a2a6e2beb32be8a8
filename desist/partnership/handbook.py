"""The page that explains every key of a partnership's files, written from their declarations."""

from __future__ import annotations

import enum
import types
import typing
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from desist.partnership.access import AccessFile
from desist.partnership.agreements import Agreement
from desist.partnership.breaks import BreaksFile
from desist.partnership.keys import Key, Table, items_of, keys_of
from desist.partnership.names import RefersTo
from desist.partnership.office import PartnershipFile
from desist.partnership.organisations import OrganisationsFile
from desist.partnership.plan import Plan
from desist.partnership.sources import SourcesFile

FILES: dict[str, type[Table]] = {
    "partnership.toml": PartnershipFile,
    "plan.toml": Plan,
    "breaks.toml": BreaksFile,
    "sources.toml": SourcesFile,
    "organisations.toml": OrganisationsFile,
    "access.toml": AccessFile,
    "agreements/example.toml": Agreement,
}

_HEAD = """\
# A partnership's files, key by key

A partnership is a folder. `desist init DIR` makes one with a template that explains each key where it
stands; `desist init DIR --example durham` (or `herefordshire`) makes one that is filled in.

| file | what it holds |
|---|---|
| `partnership.toml` | who the partnership is, which areas it serves, whom it is compared with |
| `plan.toml` | vision, outcomes, key performance questions (KPQs), indicators, actions, promises |
| `breaks.toml` | changes in recording after which a series is no longer the same series |
| `sources.toml` | where the figures come from, how late they are, on what terms they are held |
| `organisations.toml` | which bodies existed when and what became of them; it may be left out |
| `access.toml` | who may ask for persons' rows, what is set apart, how long data are kept |
| `agreements/NAME.toml` | one sharing agreement: see [Persons' rows](access.md) |
| `reports/2025-03/kpq1.md` | the narrative on KPQ 1 for the quarter that ends in March 2025 |

The files are [TOML](https://toml.io): text in double quotes, dates as `2025-03-31` without quotes,
`true` or `false`, lists in square brackets. `[office]` opens a table, `[[indicator]]` opens one more
of a list of tables. A line that begins with `#` is a comment. Files are saved as UTF-8.

A mistake in any of them stops with one sentence that names the file, the line and the nearest valid
name: *plan.toml, line 48: 'offences_per_100' is not a known measure; did you mean 'offences_per_1000'?*

This page is written from the declarations in `desist/partnership`; do not edit it by hand.
"""


def partnership_files_page() -> str:
    """The whole page, as Markdown."""
    parts = [_HEAD]
    for name, table in FILES.items():
        parts.append(
            f"## {name}\n\n{_first_sentence(table).split(': ', 1)[-1].capitalize()}\n\n{_rows(table)}"
        )
        parts += [
            f"### `{heading}`\n\n{_first_sentence(inner)}\n\n{_rows(inner)}"
            for heading, inner in _inside(table)
        ]
    return "\n".join(parts)


def _inside(table: type[Table], at: str = "") -> Iterator[tuple[str, type[Table]]]:
    """Every table within a table, with its heading as it is written in the file."""
    for key in keys_of(table):
        item, single = items_of(key.kind), _single(key.kind)
        inner = item or single
        if inner is not None:
            path = f"{at}{key.name}"
            yield (f"[[{path}]]" if item else f"[{path}]"), inner
            yield from _inside(inner, f"{path}.")


def _single(kind: Any) -> type[Table] | None:
    choices = typing.get_args(kind) if isinstance(kind, types.UnionType) else (kind,)
    found = [each for each in choices if isinstance(each, type) and issubclass(each, Table)]
    return found[0] if found else None


def _first_sentence(table: type[Table]) -> str:
    return (table.__doc__ or "").strip().splitlines()[0]


def _rows(table: type[Table]) -> str:
    rows = ["| key | needed | written as | meaning |", "|---|---|---|---|"]
    for key in keys_of(table):
        name = f"[[{key.name}]]" if items_of(key.kind) else f"[{key.name}]" if _single(key.kind) else key.name
        needed = "yes" if key.required else _unless_given(key)
        rows.append(f"| `{name}` | {needed} | {_written(key, key.kind)} | {key.says} |")
    return "\n".join(rows) + "\n"


def _unless_given(key: Key) -> str:
    """What holds when an optional key is left out."""
    default = key.default
    if default in (None, "", ()):
        return "no"
    if isinstance(default, bool):
        return f"no; else `{str(default).lower()}`"
    shown = default.value if isinstance(default, enum.Enum) else default
    return f'no; else `"{shown}"`' if isinstance(shown, str) else f"no; else `{shown}`"


def _written(key: Key, kind: Any) -> str:
    """How a value is written, in words."""
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if isinstance(kind, types.UnionType):
        return _written(key, inner[0])
    if items_of(kind) is not None:
        return "list of tables"
    if origin is tuple:
        return f"list of {_written(key, inner[0])}"
    if origin is not None and issubclass(origin, Mapping):
        return "table of texts"
    if issubclass(kind, Table):
        return "table"
    if issubclass(kind, enum.StrEnum):
        return ", ".join(f'`"{word.value}"`' for word in kind)
    refers = [naming.kind for naming in key.naming if isinstance(naming, RefersTo)]
    if refers:
        return {"area": "area (name or code)"}.get(refers[0], f"{refers[0]} ({_PLAIN[kind]})")
    return _PLAIN[kind]


_PLAIN: dict[Any, str] = {
    str: "text",
    bool: "true or false",
    int: "whole number",
    float: "number",
    date: "date",
}
