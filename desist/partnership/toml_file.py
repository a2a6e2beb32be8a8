"""One TOML file of the partnership, opened, with the line of everything in it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desist.partnership.positions import Path as KeyPath
from desist.partnership.positions import lines_of
from desist.vocabulary.mistake import OperatorMistake, nearest

# What the standard library says, and what we say instead; the first that fits is used.
_PLAINLY = (
    ("Expected '=' after a key", "a key must be followed by '=' and a value"),
    ("Cannot overwrite a value", "this key is given a second time"),
    ("Duplicate inline table key", "this key is given a second time"),
    ("Cannot declare", "this heading is given a second time; a list of tables is written [[so]]"),
    ("Cannot redefine namespace", "this key is given a second time"),
    ("Cannot mutate immutable namespace", "this heading adds to a list or table that is already closed"),
    ("Invalid date or datetime", "this is not a date in the calendar"),
    ("Invalid value", "a value is missing or not written as TOML asks (text needs double quotes)"),
    ("Unterminated string", "a text is opened with a quote and never closed"),
    ("Unclosed array", "a list is opened with '[' and never closed"),
    ("Unclosed inline table", "a table is opened with '{' and never closed"),
    ("Expected newline or end of document", "there is something left over after the value"),
    ("Expected ']' at the end of a table declaration", "a heading is opened with '[' and never closed"),
    ("Expected ']]' at the end of an array declaration", "a heading is opened with '[[' and never closed"),
    ("Invalid initial character for a key", "a key is missing or starts with a character that needs quotes"),
    ("Invalid statement", "this is neither a heading, nor a key with a value, nor a comment"),
    ("Unescaped '\\'", "a backslash in a text must be written twice"),
    ("Illegal character", "a text runs over the end of its line or holds an unprintable character"),
    ("Found invalid character", "there is a character here that cannot be printed"),
)


@dataclass(frozen=True, kw_only=True)
class TomlFile:
    """A file that was read: its short name, what it says, and the line each thing stands on."""

    name: str
    tree: dict[str, Any]
    lines: dict[KeyPath, int]

    def line(self, path: KeyPath) -> int:
        """The line of a key, or of the nearest table around it."""
        while path not in self.lines:
            path = path[:-1]
        return self.lines[path]

    def mistake(self, path: KeyPath, what: str) -> OperatorMistake:
        """A mistake at a key: 'plan.toml, line 48: …' in one sentence."""
        stop = "" if what.endswith((".", "?")) else "."
        return OperatorMistake(f"{self.name}, line {self.line(path)}: {what}{stop}")


def open_file(path: Path) -> TomlFile:
    """Read a TOML file, or say in one sentence with its line why it cannot be read."""
    name = path.name
    text = _text(path)
    try:
        return TomlFile(name=name, tree=tomllib.loads(text), lines=lines_of(text))
    except RecursionError:
        raise OperatorMistake(f"{name}: lists or tables are nested too deeply to be read.") from None
    except ValueError as error:  # TOMLDecodeError, and a number too long for Python to read
        raise OperatorMistake(_syntax(name, str(error), text)) from None


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise OperatorMistake(
            f"{path.name} is missing from the partnership folder {path.parent}.",
            hint="'desist init' makes a folder with every file in it.",
        ) from None
    except OSError as error:
        why = (error.strerror or "the reason is unknown").lower()
        raise OperatorMistake(f"{path.name} cannot be read: {why}.") from None
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise OperatorMistake(f"{path.name}, line 1: the file is saved as UTF-16; save it again as UTF-8.")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise OperatorMistake(
            f"{path.name}, line {line}: a character is not UTF-8; save the file again as UTF-8."
        ) from None


def _syntax(name: str, said: str, text: str) -> str:
    found = re.search(r"\(at line (\d+), column \d+\)", said)
    line = int(found[1]) if found else text.rstrip("\n").count("\n") + 1
    for theirs, ours in _PLAINLY:
        if theirs in said:
            return f"{name}, line {line}: {ours}."
    if "at line" not in said and "at end of document" not in said:
        return f"{name}: a number has too many digits to be read."
    return f"{name}, line {line}: this line is not written as TOML asks."


def quoted(value: object) -> str:
    """A value as it is shown in a sentence: in quotes, short, and without control characters."""
    text = "a very large number" if isinstance(value, int) and value.bit_length() > 64 else str(value)
    safe = "".join(letter if letter.isprintable() else "?" for letter in text[:60])
    return f"'{safe}{'…' if len(text) > 60 else ''}'"


def suggestion(word: object, known: Iterable[object]) -> str:
    """The nearest valid name as the end of a sentence; all of them when few and none is near."""
    names = [str(name) for name in known]
    near = nearest(str(word), names)
    if near:
        return "; d" + near[1:]
    if names and len(names) <= 8:
        return f"; it is one of {', '.join(sorted(names))}"
    return ""
