"""Which figures over persons, held and published, say something else since a run of linking."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desist.access.persons import TABLES
from desist.home.checking import Again
from desist.measures.catalogue import CATALOGUE
from desist.publication.editions import published_editions
from desist.publication.passports.passport import Passport
from desist.publication.passports.written import read_passports
from desist.quarter.linked import LINK
from desist.quarter.revised import Key, key_of
from desist.vocabulary.mistake import OperatorMistake

if TYPE_CHECKING:
    from desist.home.opened import Home
    from desist.vocabulary.reading import Reading


@dataclass(frozen=True, kw_only=True)
class Touched:
    """A figure that says something else by the links of another run.

    ``group`` is what it was asked for alone, such as "sex: female"; ``edition`` and ``passport`` name the
    published report that printed it, and are empty for a figure that is only held.
    """

    measure: str
    place: str
    period: str
    group: str = ""
    before: str
    now: str
    edition: str = ""
    passport: str = ""


def figures_touched(home: Home, run: str = "") -> list[Touched]:
    """The figures over persons that differ between a run (the newest) and how links stood before it.

    First every measure over what is held today, for the partnership's own force and every period held. Then
    each figure that an edition printed, counted from the tables that its passport names: the links alone
    differ, so what is told is what linking did and nothing else.
    """
    loads = [each for each in home.store.loads(LINK) if run in ("", each.id)]
    if not loads and not run:
        raise OperatorMistake(
            "Nothing is linked yet, so no figure says anything else for it.",
            hint="desist link run --reason '…'",
        )
    if not loads:
        raise OperatorMistake("There is no such run of linking.", hint="'desist loads' lists them.")
    at = loads[-1].version
    return _of_held(home, at) + _of_published(home, at)


def _of_held(home: Home, at: int) -> list[Touched]:
    versions = home.store.versions()
    was, now = (_read_all(home, _by_links(versions, version)) for version in (at - 1, at))
    return [_touched(was.get(key), each) for key, each in now.items() if _differ(was.get(key), each)]


def _read_all(home: Home, versions: dict[str, int]) -> dict[Key, Reading]:
    place = home.place()
    with closing(home.reader(versions)) as reader:
        return {
            key_of(each): each
            for about in CATALOGUE.values()
            if set(about.contracts) & set(TABLES)
            for each in reader.read(about, [place], reader.held(about, place))
        }


def _of_published(home: Home, at: int) -> list[Touched]:
    root = home.folder / "editions"
    found = []
    with closing(Again(home)) as again:
        for edition in published_editions(root):
            folder = root / edition.folder
            for passport in read_passports(folder):
                if not set(passport.tables) & set(TABLES):
                    continue
                was, now = (
                    again.compute(passport, folder, _by_links(passport.tables, version))
                    for version in (at - 1, at)
                )
                found += [
                    _touched(before, each, edition.folder, passport)
                    for before, each in zip(was, now, strict=True)
                    if _differ(before, each)
                ]
    return found


def _by_links(versions: Mapping[str, int], version: int) -> dict[str, int]:
    """The versions of the tables with that one of the links; version 0 is before anybody was linked."""
    others = {name: each for name, each in versions.items() if name != LINK}
    return {**others, LINK: version} if version else others


def _touched(
    before: Reading | None, now: Reading, edition: str = "", passport: Passport | None = None
) -> Touched:
    return Touched(
        measure=now.measure,
        place=now.place,
        period=str(now.period),
        group=", ".join(f"{name}: {level}" for name, level in now.breakdown.items()),
        before=_said(before),
        now=_said(now),
        edition=edition,
        passport=passport.id if passport else "",
    )


def _differ(before: Reading | None, now: Reading) -> bool:
    return _said(before) != _said(now)


def _said(reading: Reading | None) -> str:
    """The counts of a reading as they are printed, "25 of 92", or its mark."""
    if reading is None:
        return "none"
    counts = [count for count in (reading.numerator, reading.denominator) if count is not None]
    return " of ".join(f"{count:,.0f}" for count in counts) or reading.mark.printed
