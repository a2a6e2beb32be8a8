"""Organisations over time: who existed when, what became of them, and since when that was known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from desist.partnership.keys import Table
from desist.partnership.names import Defines, RefersTo
from desist.partnership.rules import identifier, one_line

FILE = "organisations.toml"


@dataclass(frozen=True, kw_only=True)
class Organisation(Table):
    """A body that serves people, for as long as it exists: a trust, a company, a service."""

    called: ClassVar[str] = "organisation"

    id: Annotated[str, "A short name.", Defines("organisation"), identifier]
    name: Annotated[str, "Its name, as it is printed.", one_line]
    also: Annotated[tuple[str, ...], "Other spellings under which extracts name it.", one_line] = ()
    valid_from: Annotated[date, "Its first day."]
    valid_until: Annotated[date | None, "Its last day; leave out while it exists."] = None
    source: Annotated[str, "Where this was taken from, so that it can be checked."]
    verified: Annotated[bool, "True once somebody has checked it against its source."]

    def why_not(self) -> tuple[str, str] | None:
        """It ends after it begins."""
        if self.valid_until and self.valid_until < self.valid_from:
            return "valid_until", f"organisation '{self.id}' ends before it begins"
        return None

    def existed(self, first: date, last: date | None) -> bool:
        """Whether it existed on every day from the first to the last; to this day where none is named."""
        return self.valid_from <= first and (
            self.valid_until is None or (last is not None and last <= self.valid_until)
        )


@dataclass(frozen=True, kw_only=True)
class Succession(Table):
    """What one organisation did goes over to another on a day, as it was known for a time.

    An organisation that is divided has one of these for each part. What was planned and came otherwise
    keeps its entry, with the last day on which it was believed.
    """

    called: ClassVar[str] = "succession"

    before: Annotated[str, "The organisation that gave the work up.", RefersTo("organisation")]
    after: Annotated[str, "The organisation that took it over.", RefersTo("organisation")]
    on: Annotated[date, "The first day under the new one."]
    known_from: Annotated[date, "The day on which this became known."]
    known_until: Annotated[
        date | None, "The last day on which it was believed; leave out what still holds."
    ] = None
    note: Annotated[str, "What went over."] = ""
    source: Annotated[str, "Where this was taken from, so that it can be checked."]
    verified: Annotated[bool, "True once somebody has checked it against its source."]

    def why_not(self) -> tuple[str, str] | None:
        """Nobody follows themselves, and what was believed was believed for a day at least."""
        if self.before == self.after:
            return "after", f"organisation '{self.before}' cannot follow itself"
        if self.known_until and self.known_until < self.known_from:
            return "known_until", f"the succession of '{self.before}' was given up before it was known"
        return None

    def held(self, day: date, known: date) -> bool:
        """Whether it had come about by a day, so far as was known on another."""
        believed = self.known_until is None or known <= self.known_until
        return self.on <= day and self.known_from <= known and believed


@dataclass(frozen=True, kw_only=True)
class OrganisationsFile(Table):
    """organisations.toml: which bodies existed when, what became of each, and since when that was known."""

    organisations: Annotated[tuple[Organisation, ...], "The organisations, oldest first."] = ()
    successions: Annotated[tuple[Succession, ...], "What became of them."] = ()

    def meant(self, written: str) -> Organisation | None:
        """The organisation that an extract means by a name, in whatever case it is written."""
        plain = written.strip().lower()
        for each in self.organisations:
            if plain in {name.strip().lower() for name in (each.name, *each.also)}:
                return each
        return None

    def begun(self, day: date, known: date) -> list[Organisation]:
        """The organisations that had begun by a day, so far as was known on another.

        One that took over from others is known of since any of these successions is.
        """
        into: dict[str, list[Succession]] = {}
        for each in self.successions:
            into.setdefault(each.after, []).append(each)
        return [
            each
            for each in self.organisations
            if each.valid_from <= day
            and (each.id not in into or any(one.held(day, known) for one in into[each.id]))
        ]

    def became(self, id: str, day: date, known: date) -> tuple[Organisation, ...]:
        """What an organisation had become by a day, so far as was known on another; several where divided.

        An organisation that nothing followed by then is itself.
        """
        ends: dict[str, None] = {}
        seen, todo = {id}, [id]
        while todo:
            here = todo.pop(0)
            following = [
                each.after for each in self.successions if each.before == here and each.held(day, known)
            ]
            if not following:
                ends[here] = None
            todo += [each for each in dict.fromkeys(following) if each not in seen]
            seen.update(following)
        return tuple(each for each in self.organisations if each.id in ends)

    def named_by(self, day: date, known: date) -> Mapping[str, str]:
        """Each spelling in small letters → the name under which it is counted on a day.

        Where an organisation was divided and its parts are still apart, nobody can say which of them a
        person went to: it keeps its own name.
        """
        found: dict[str, str] = {}
        for each in self.organisations:
            ends = self.became(each.id, day, known)
            name = ends[0].name if len(ends) == 1 else each.name
            found |= {spelled.strip().lower(): name for spelled in (each.name, *each.also)}
        return found
