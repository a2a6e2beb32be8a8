"""Turn a table of a TOML file into a typed thing, or say in one sentence what is wrong with it.

The keys of a file are declared once, as the fields of a dataclass. A field's type says what may
stand there; its annotation says, in this order, what the key means and which rules it keeps:

    kpq: Annotated[int, "The number of the question this indicator answers.", RefersTo("KPQ")]
"""

from __future__ import annotations

import dataclasses
import enum
import math
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar, TypeVar

from desist.partnership.names import Defines, Names, RefersTo
from desist.partnership.positions import Path
from desist.partnership.toml_file import TomlFile, quoted, suggestion

Rule = Callable[[Any], str | None]
_NOTHING = dataclasses.MISSING
_KEYS: dict[type, tuple[Key, ...]] = {}  # reading the declarations of a table takes time; do it once
Kind = TypeVar("Kind", bound="Table")


class Table:
    """Anything that a table of a partnership file describes."""

    called: ClassVar[str] = ""  # what one of these is called in a sentence: "indicator"

    def why_not(self) -> tuple[str, str] | None:
        """The key that is at odds with another key of the same table, and why; None when all agree."""
        return None


@dataclass(frozen=True, kw_only=True)
class Key:
    """One key that a table may hold, as its dataclass declares it."""

    name: str  # in the file
    field: str  # in the dataclass
    kind: Any
    says: str
    rules: tuple[Rule, ...]
    naming: tuple[Defines | RefersTo, ...]
    required: bool
    default: Any


def keys_of(table: type[Table]) -> tuple[Key, ...]:
    """List the keys of a table in the order they are declared."""
    if table not in _KEYS:
        _KEYS[table] = tuple(_declared(table))
    return _KEYS[table]


def _declared(table: type[Table]) -> Iterator[Key]:
    hints = typing.get_type_hints(table, include_extras=True)
    for field in dataclasses.fields(table):  # type: ignore[arg-type]  # every Table is a dataclass
        kind, *notes = typing.get_args(hints[field.name])
        of = items_of(kind)
        yield Key(
            name=of.called.lower().replace(" ", "_") if of and of.called else field.name,
            field=field.name,
            kind=kind,
            says=notes[0],
            rules=tuple(note for note in notes[1:] if callable(note)),
            naming=tuple(note for note in notes[1:] if isinstance(note, Defines | RefersTo)),
            required=field.default is _NOTHING and field.default_factory is _NOTHING,
            default=field.default if field.default is not _NOTHING else None,
        )


def items_of(kind: Any) -> type[Table] | None:
    """The table that a list of tables holds; None for any other kind of value."""
    item = typing.get_args(kind)[0] if typing.get_origin(kind) is tuple else None
    return item if isinstance(item, type) and issubclass(item, Table) else None


def read_table(table: type[Kind], file: TomlFile, names: Names, path: Path = ()) -> Kind:
    """Read one table of a file; every mistake is one sentence with its line."""
    found = _at(file, path)
    keys = keys_of(table)
    which = _which(table, found)
    for name in found:
        if name not in {key.name for key in keys}:
            near = suggestion(name, [key.name for key in keys])
            raise file.mistake((*path, name), f"{quoted(name)} is not a key of {which}{near}")
    values: dict[str, Any] = {}
    for key in keys:
        if key.name in found:
            values[key.field] = _value(key, key.kind, file, names, (*path, key.name))
        elif key.required:
            shown = f"[[{key.name}]]" if items_of(key.kind) else f"'{key.name}'"
            raise file.mistake(path, f"{which} has no {shown}: {_lowered(key.says)}")
    thing = table(**values)
    wrong = thing.why_not()
    if wrong:
        raise file.mistake((*path, wrong[0]), wrong[1])
    return thing


def _value(key: Key, kind: Any, file: TomlFile, names: Names, path: Path) -> Any:
    value = _at(file, path)
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        return _value(key, inner[0], file, names, path)
    if origin is tuple:
        if not isinstance(value, list):
            form = f"written [[{key.name}]]" if items_of(kind) else "a list in square brackets"
            raise file.mistake(path, f"'{key.name}' must be {form}")
        if key.required and not value:
            raise file.mistake(path, f"'{key.name}' is empty: {_lowered(key.says)}")
        return tuple(_value(key, inner[0], file, names, (*path, item)) for item in range(len(value)))
    if isinstance(kind, type) and issubclass(kind, Table):
        if not isinstance(value, dict):
            raise file.mistake(path, f"'{key.name}' must be a table, written [{key.name}]")
        return read_table(kind, file, names, path)
    if origin is not None and issubclass(origin, Mapping):
        if not isinstance(value, dict):
            raise file.mistake(path, f"'{key.name}' must be a table such as {{ group = \"Robbery\" }}")
        return types.MappingProxyType({k: _plain(key, str, file, (*path, k)) for k in value})
    plain = _plain(key, kind, file, path)
    for naming in key.naming:
        plain = names.meant(naming, plain)
        names.note(naming, plain, file, path)
    return plain


def _plain(key: Key, kind: Any, file: TomlFile, path: Path) -> Any:
    """A text, number, date, yes/no or a word from a fixed list."""
    value = _at(file, path)
    if issubclass(kind, enum.StrEnum):
        words = [member.value for member in kind]
        if not isinstance(value, str):
            raise file.mistake(path, f"'{key.name}' must be text in double quotes, not {_kind_of(value)}")
        if value not in words:
            near = suggestion(value, words)
            raise file.mistake(path, f"{quoted(value)} is not a value of '{key.name}'{near}")
        return kind(value)
    wrong = _wrong_kind(kind, value)
    if wrong:
        raise file.mistake(path, f"'{key.name}' must be {wrong}, not {_kind_of(value)}")
    if kind is str:
        unprintable = [letter for letter in value if not letter.isprintable() and letter not in "\n\t"]
        if any(ord(letter) < 32 or 0x7F <= ord(letter) < 0xA0 for letter in unprintable):
            raise file.mistake(path, f"'{key.name}' holds a control character that cannot be printed")
        if not value.strip() and key.required:
            raise file.mistake(path, f"'{key.name}' is empty: {_lowered(key.says)}")
    if kind is date and not 1900 <= value.year <= 2200:
        raise file.mistake(path, f"'{key.name}' must be a date between 1900 and 2200, not {value}")
    for rule in key.rules:
        why_not = rule(value)
        if why_not:
            raise file.mistake(path, f"'{key.name}' {why_not}, not {quoted(value)}")
    return float(value) if kind is float else value


def _wrong_kind(kind: Any, value: Any) -> str:
    """What should stand here instead of the value; empty when the value is of the right kind."""
    if kind is str:
        return "" if isinstance(value, str) else "text in double quotes"
    if kind is bool:
        return "" if isinstance(value, bool) else "true or false"
    if kind is date:
        fits = isinstance(value, date) and not isinstance(value, datetime)
        return "" if fits else "a date written 2025-03-31, without quotes"
    if kind is int:
        fits = isinstance(value, int) and not isinstance(value, bool)
        return "" if fits and abs(value) < 10**9 else "a whole number"
    fits = isinstance(value, int | float) and not isinstance(value, bool)
    return "" if fits and math.isfinite(value) and abs(value) < 1e15 else "a number"


def _kind_of(value: Any) -> str:
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, str):
        return f"the text {quoted(value)}"
    for kind, name in ((dict, "a table"), (list, "a list")):
        if isinstance(value, kind):
            return name
    return quoted(value)


def _at(file: TomlFile, path: Path) -> Any:
    here: Any = file.tree
    for step in path:
        here = here[step]
    return here


def _which(table: type[Table], found: Mapping[str, Any]) -> str:
    """Name the table in a sentence: "indicator 'robbery'", "KPQ 3", "the partnership"."""
    for key in ("id", "number", "code", "contract"):
        if key in found and isinstance(found[key], str | int) and key in {k.name for k in keys_of(table)}:
            return f"{table.called} {found[key] if key == 'number' else quoted(found[key])}"
    article = "an" if table.called[:1] in "aeiou" else "a"
    return f"{article} {table.called}" if table.called else "this file"


def _lowered(sentence: str) -> str:
    """The first sentence of an explanation, to stand after a colon."""
    return sentence[:1].lower() + sentence[1:].split(". ")[0].rstrip(".")
