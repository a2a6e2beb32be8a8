"""Organisations over time, asked of an opened partnership."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from desist.vocabulary.mistake import OperatorMistake

if TYPE_CHECKING:
    from desist.home.opened import Home
    from desist.partnership.organisations import Organisation
    from desist.quarter.organisations import Provided


@dataclass(frozen=True, kw_only=True)
class Became:
    """One organisation and what it had become by a day, so far as was known on another."""

    organisation: Organisation
    became: tuple[Organisation, ...]


class Organisations:
    """Which bodies existed when and what became of them; see `desist organisations`."""

    def __init__(self, home: Home) -> None:
        self._home = home

    def on(self, day: date, *, known: date | None = None) -> list[Became]:
        """Every organisation that had begun by a day, and what it had become, as known then or on another."""
        file = self._home.partnership.organisations
        return [
            Became(organisation=each, became=file.became(each.id, day, known or day))
            for each in file.begun(day, known or day)
        ]

    def provided(self) -> list[Provided]:
        """Every provider that the extract of supervision names, with spells at odds with who existed."""
        from desist.quarter.organisations import provided

        with closing(self._home.reader()) as reader:
            return provided(self._home.partnership.organisations, reader)

    def instead(self, day: date, known: date | None = None) -> dict[str, str]:
        """The query to read in the place of supervision, each provider by what it had become by a day."""
        from desist.quarter.organisations import as_on

        file = self._home.partnership.organisations
        if not file.organisations:
            raise OperatorMistake(
                "The partnership's files name no organisation, so no provider can be followed over time.",
                hint="Write organisations.toml; docs/partnership-files.md explains each key.",
            )
        return as_on(file, day, known or day)
