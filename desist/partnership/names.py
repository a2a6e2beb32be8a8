"""Names that one table gives and another uses: every use must find its name."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from desist.partnership.positions import Path
from desist.partnership.toml_file import TomlFile, quoted, suggestion


@dataclass(frozen=True)
class Defines:
    """This key gives a name of this kind; no two tables may give the same one."""

    kind: str


@dataclass(frozen=True)
class RefersTo:
    """This key uses a name of this kind that another table, or another room, must have given."""

    kind: str


@dataclass
class Names:
    """All names given and used while the files of one partnership are read.

    ``outside`` holds the kinds that other rooms define, such as measures and contracts. A kind that
    nobody defines is not checked (its room was not asked).
    """

    outside: dict[str, Collection[str]]
    given: dict[str, dict[str | int, tuple[TomlFile, Path]]] = field(default_factory=dict)
    used: list[tuple[str, str | int, TomlFile, Path]] = field(default_factory=list)
    also: dict[str, dict[str, str]] = field(default_factory=dict)  # kind: another word for it → the name

    def note(self, naming: Defines | RefersTo, value: str | int, file: TomlFile, path: Path) -> None:
        """Write down a name that is given or used; a name given twice is a mistake at once."""
        if isinstance(naming, RefersTo):
            self.used.append((naming.kind, value, file, path))
            return
        given = self.given.setdefault(naming.kind, {})
        if value in given:
            first_file, first = given[value]
            where = f"line {first_file.line(first)}"
            where = where if first_file is file else f"{first_file.name}, {where}"
            shown = value if isinstance(value, int) else quoted(value)
            raise file.mistake(path, f"{naming.kind} {shown} is already on {where}; give each its own")
        given[value] = (file, path)

    def meant(self, naming: Defines | RefersTo, value: str | int) -> str | int:
        """The name itself where people may also write another word for it, as an area's name for its code."""
        if isinstance(naming, Defines):
            return value
        return self.also.get(naming.kind, {}).get(str(value), value)

    def check(self) -> None:
        """Say the first use of a name that nobody gave, with the nearest name that exists."""
        for kind, value, file, path in self.used:
            known: Collection[str | int]
            if kind in self.outside:
                known = self.outside[kind]
            elif kind in {"measure", "contract"}:
                continue
            else:
                known = self.given.get(kind, {})
            if value in known:
                continue
            if isinstance(value, int):
                there = ", ".join(str(name) for name in sorted(known, key=int))
                raise file.mistake(path, f"there is no {kind} {value}; it is one of {there}")
            near = suggestion(value, [*known, *self.also.get(kind, {})])
            raise file.mistake(path, f"{quoted(value)} is not a known {kind}{near}")
