"""Who publishes each public source, and where: the dated file of addresses, read and checked."""

from __future__ import annotations

import enum
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Any

from desist.vocabulary.mistake import OperatorMistake, nearest

PUBLISHERS = Path(__file__).with_name("publishers.toml")


class Each(enum.StrEnum):
    """How one download of a source is chosen from the months asked for."""

    ARCHIVE = "archive"
    YEAR = "year"
    FINANCIAL_YEAR = "year ending March"
    ONCE = "once"


@dataclass(frozen=True, kw_only=True)
class Publication:
    """One public source: its publisher, where its files lie, and what they must look like.

    ``address`` may hold {month} or {year}; without one, the file is the first on ``page`` whose
    name matches ``link``. ``members`` maps each contract to the name its files have within an
    archive of ``months_held`` months. ``checked`` is a date, or "unverified". ``first`` says what
    to do with the file before it can be loaded; empty when it loads as published.
    """

    name: str
    title: str
    publisher: str
    each: Each
    hosts: tuple[str, ...]
    checked: date | str
    page: str = ""
    address: str = ""
    link: str = ""
    contract: str = ""
    members: Mapping[str, str] = field(default_factory=dict)
    months_held: int = 1
    largest_megabytes: int = 500
    columns: tuple[str, ...] = ()
    sha256: str = ""
    seen_in: str = ""
    first: str = ""

    @property
    def verified(self) -> bool:
        return isinstance(self.checked, date)

    @property
    def contracts(self) -> tuple[str, ...]:
        return tuple(self.members) or (self.contract,)


@dataclass(frozen=True, kw_only=True)
class Publishers:
    """All public sources, and the day their addresses were written down."""

    dated: date
    sources: tuple[Publication, ...]

    def find(self, name: str) -> Publication:
        """A source by its name, or by a contract that its files are loaded under."""
        for source in self.sources:
            if name in (source.name, *source.contracts):
                return source
        named = (each for source in self.sources for each in (source.name, *source.contracts) if each)
        known = list(dict.fromkeys(named))
        raise OperatorMistake(
            f"'{name}' is not a source that can be fetched.",
            hint=nearest(name, known) or f"These can: {', '.join(known)}.",
        )


def read_publishers(path: Path = PUBLISHERS) -> Publishers:
    """Read the file of addresses; whatever is wrong with it is one sentence that names the source."""
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as trouble:
        raise OperatorMistake(f"{path} cannot be read: {trouble.strerror}.") from trouble
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as trouble:
        raise OperatorMistake(f"{path} is not a TOML file: {trouble}.") from trouble
    dated, listed = document.get("dated"), document.get("source")
    if not isinstance(dated, date) or not isinstance(listed, list):
        raise OperatorMistake(f"{path} needs a line 'dated = …' and its sources as [[source]].")
    return Publishers(dated=dated, sources=tuple(_publication(each, path.name) for each in listed))


def _publication(given: dict[str, Any], file: str) -> Publication:
    name = given.get("name", "a source without a name")
    known = {each.name for each in fields(Publication)}
    for key in given:
        if key not in known:
            raise OperatorMistake(
                f"{file}, {name}: '{key}' is not known. {nearest(key, sorted(known))}".strip()
            )
    for key in ("name", "title", "publisher", "each", "hosts", "checked"):
        if key not in given:
            raise OperatorMistake(f"{file}, {name}: '{key}' is missing.")
    if not isinstance(given["hosts"], list):
        raise OperatorMistake(f'{file}, {name}: hosts is a list, as ["www.gov.uk"].')
    if given["each"] not in list(Each):
        raise OperatorMistake(f"{file}, {name}: each is '{given['each']}', not one of {', '.join(Each)}.")
    source = Publication(
        **given
        | {
            "each": Each(given["each"]),
            "hosts": tuple(given["hosts"]),
            "columns": tuple(given.get("columns", ())),
        }
    )
    if not isinstance(source.checked, date) and source.checked != "unverified":
        raise OperatorMistake(f"{file}, {name}: checked is a date, or 'unverified' when nobody has checked.")
    if not source.address and not (source.page and source.link):
        raise OperatorMistake(f"{file}, {name}: needs an address, or a page and the link to find on it.")
    if (source.each is Each.ARCHIVE) != bool(source.members):
        raise OperatorMistake(f"{file}, {name}: an archive, and nothing else, lists its members.")
    try:
        re.compile(source.link)
    except re.error as trouble:
        raise OperatorMistake(f"{file}, {name}: link is not a pattern: {trouble}.") from trouble
    return source
