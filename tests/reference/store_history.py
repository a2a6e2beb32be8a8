"""The slow truth about a store: a list of loads, and a table replayed from those that stand.

Every key belongs to the newest load, among those not taken back, that holds rows under it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

Key = tuple[str, str, str]  # sender, place, period
Rows = dict[Key, int]  # under each key a number that tells its rows apart from other rows


@dataclass
class History:
    """Loads and undos in order; one version for each."""

    loads: list[Rows] = field(default_factory=list)
    undone: set[int] = field(default_factory=set)
    versions: list[Rows] = field(default_factory=lambda: [{}])

    def load(self, rows: Rows) -> None:
        self.loads.append(dict(rows))
        self.versions.append(self.table())

    def undo(self, number: int) -> None:
        self.undone.add(number)
        self.versions.append(self.table())

    def table(self) -> Rows:
        return {key: self.loads[number][key] for key, number in self.holders().items()}

    def holders(self) -> dict[Key, int]:
        """Which load each key belongs to."""
        found: dict[Key, int] = {}
        for number, rows in enumerate(self.loads):
            if number not in self.undone:
                found |= dict.fromkeys(rows, number)
        return found

    def brings_nothing(self, rows: Rows) -> bool:
        """Whether some load of just these rows still holds all of them."""
        holders = self.holders()
        return any(
            loaded == rows and all(holders.get(key) == number for key in rows)
            for number, loaded in enumerate(self.loads)
        )
