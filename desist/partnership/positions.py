"""On which line of a TOML file each key, table and list item stands.

The standard library reads TOML but forgets where things were. This scanner walks a text that the
standard library has already accepted, so it never has to judge syntax: it only counts lines. The
tests hold it to the standard library: every path of the parsed tree has a line, and no other path.
"""

from __future__ import annotations

import re
import tomllib

Step = str | int
Path = tuple[Step, ...]

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_BARE_KEY = re.compile(r"[^\s.=\]\"']+")
_STRINGS = (
    re.compile(r'"""(?:\\.|[^\\])*?"""(?:"{0,2})', re.DOTALL),
    re.compile(r"'''.*?'''(?:'{0,2})", re.DOTALL),
    re.compile(r'"(?:\\.|[^"\\\n])*"'),
    re.compile(r"'[^'\n]*'"),
)
_BARE_VALUE = re.compile(r"[^,\]}#\n]+")


def lines_of(text: str) -> dict[Path, int]:
    """Give the line (counted from 1) of every table, key and list item of a valid TOML text.

    A path is the keys and list positions that lead there: ``("indicator", 2, "measure")``.
    Windows line ends may be present; they count as one.
    """
    return _Scan(text.replace("\r\n", "\n")).run()


class _Scan:
    """One pass over the text; holds the place reached and the lines found so far."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.found: dict[Path, int] = {(): 1}
        self.last_item: dict[Path, int] = {}  # for each [[list]], the position of its newest table

    def run(self) -> dict[Path, int]:
        table: Path = ()
        self.skip()
        while self.at < len(self.text):
            if self.text.startswith("[[", self.at):
                table = self.list_header()
            elif self.text.startswith("[", self.at):
                table = self.table_header()
            else:
                self.key_and_value(table)
            self.skip()
        return self.found

    def skip(self) -> None:
        blank = _BLANK.match(self.text, self.at)
        self.at = blank.end() if blank else self.at

    def note(self, path: Path, start: int) -> None:
        self.found.setdefault(path, self.text.count("\n", 0, start) + 1)

    def key(self) -> list[str]:
        """Read a dotted key and leave the place after it."""
        parts: list[str] = []
        while True:
            self.skip()
            quoted = self.string()
            if quoted:
                parts.append(tomllib.loads(f"key = {quoted}")["key"])
            else:
                bare = _BARE_KEY.match(self.text, self.at)
                parts.append(bare.group() if bare else "")
                self.at = bare.end() if bare else self.at + 1
            self.skip()
            if not self.text.startswith(".", self.at):
                return parts
            self.at += 1

    def string(self) -> str:
        for form in _STRINGS:
            found = form.match(self.text, self.at)
            if found:
                self.at = found.end()
                return found.group()
        return ""

    def within(self, parts: list[str], start: int) -> Path:
        """Follow a header's keys through the newest table of each list on the way."""
        path: Path = ()
        for part in parts:
            path = (*path, part)
            self.note(path, start)
            if path in self.last_item:
                path = (*path, self.last_item[path])
        return path

    def list_header(self) -> Path:
        start = self.at
        self.at += 2
        *before, last = self.key()
        self.at += 2
        here = (*self.within(before, start), last)
        self.note(here, start)
        self.last_item[here] = self.last_item.get(here, -1) + 1
        path = (*here, self.last_item[here])
        self.note(path, start)
        return path

    def table_header(self) -> Path:
        start = self.at
        self.at += 1
        parts = self.key()
        self.at += 1
        return self.within(parts, start)

    def key_and_value(self, table: Path) -> None:
        start = self.at
        path = table
        for part in self.key():
            path = (*path, part)
            self.note(path, start)
        self.at += 1  # the equals sign
        self.value(path)

    def value(self, path: Path) -> None:
        self.skip()
        if self.text.startswith(("[", "{"), self.at):
            self.inside(path, closing="]" if self.text[self.at] == "[" else "}")
        elif not self.string():
            bare = _BARE_VALUE.match(self.text, self.at)
            self.at = bare.end() if bare else self.at + 1

    def inside(self, path: Path, closing: str) -> None:
        """Read a list or an inline table, item by item."""
        self.at += 1
        item = 0
        self.skip()
        while self.at < len(self.text) and not self.text.startswith(closing, self.at):
            if closing == "]":
                self.note((*path, item), self.at)
                self.value((*path, item))
            else:
                self.key_and_value(path)
            item += 1
            self.skip()
            if self.text.startswith(",", self.at):
                self.at += 1
                self.skip()
        self.at += 1
