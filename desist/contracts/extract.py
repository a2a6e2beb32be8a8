"""The base of every contract: a class that reads like the sentence said to the agency."""

from __future__ import annotations

import re
import typing
from collections.abc import Iterable
from dataclasses import replace
from typing import ClassVar

from desist.contracts.column import KINDS, ColumnRule
from desist.vocabulary.mistake import OperatorMistake, nearest

# Under this name a column always holds the reference of the person whom its row is about.
PERSON = "person_ref"

# An area as the agency names it and a period as it writes it, taken from the row, make the key
# under which a corrected file replaces an earlier one.


class Extract:
    """One kind of file an agency sends; subclasses declare its columns and what one row is.

    Class arguments: ``name`` as typed after `desist load`; ``sender`` who publishes it;
    ``place`` and ``period`` SQL over the columns that give the key of a row; ``home_only`` when
    a file about another force has no business here; ``period_from_name`` a regular expression
    that finds the period in the file's name where the rows do not say it, and ``place_from_name``
    the place; ``series`` SQL for a further part of the key where one file holds many series;
    ``one_figure`` when a row is a figure, so that one key bears one row and no more;
    ``licence`` the attribution to print. ``checks`` adds rules across columns:
    SQL that must hold, and the sentence for a row where it does not.
    """

    contract: ClassVar[str] = ""
    sender: ClassVar[str] = ""
    key_place: ClassVar[str] = ""
    key_period: ClassVar[str] = ""
    key_series: ClassVar[str] = ""
    one_figure: ClassVar[bool] = False
    home_only: ClassVar[bool] = False
    period_from_name: ClassVar[str] = ""
    place_from_name: ClassVar[str] = ""
    licence: ClassVar[str] = ""
    checks: ClassVar[tuple[tuple[str, str], ...]] = ()
    columns: ClassVar[tuple[ColumnRule, ...]] = ()

    def __init_subclass__(
        cls,
        *,
        name: str,
        sender: str,
        place: str,
        period: str,
        series: str = "''",
        one_figure: bool = False,
        home_only: bool = False,
        period_from_name: str = "",
        place_from_name: str = "",
        licence: str = "Open Government Licence v3.0",
        checks: Iterable[tuple[str, str]] = (),
    ) -> None:
        super().__init_subclass__()
        cls.contract, cls.sender, cls.key_place, cls.key_period = name, sender, place, period
        cls.key_series, cls.home_only, cls.period_from_name = series, home_only, period_from_name
        cls.place_from_name, cls.one_figure = place_from_name, one_figure
        cls.licence, cls.checks = licence, tuple(checks)
        cls.columns = tuple(_columns(cls))

    @classmethod
    def title(cls) -> str:
        """The first sentence of the contract: what the extract is."""
        return (cls.__doc__ or "").strip().split("\n")[0]

    @classmethod
    def persons(cls) -> tuple[str, ...]:
        """The columns that hold a person's reference: whom a row is about, and whom else it names."""
        return tuple(rule.name for rule in cls.columns if rule.person)

    @classmethod
    def table(cls) -> str:
        """The name its accepted rows go by in queries: police_uk.street is police_uk_street."""
        return cls.contract.replace(".", "_")


def _columns(cls: type[Extract]) -> Iterable[ColumnRule]:
    hints = typing.get_type_hints(cls)
    for name, rule in list(vars(cls).items()):
        if not isinstance(rule, ColumnRule):
            continue
        hint = hints[name]
        args = [each for each in typing.get_args(hint) if each is not type(None)]
        kind = (args[0] if args else hint).__name__
        if kind not in KINDS:
            raise TypeError(f"{cls.__name__}.{name}: a column cannot be of type {kind}")
        yield replace(
            rule,
            name=name,
            header=rule.header or name,
            kind=kind,
            required=rule.required and type(None) not in typing.get_args(hint),
            person=rule.person or name == PERSON,
        )


def plain_header(text: str) -> str:
    """A header with case, spaces, notes and punctuation laid aside, for recognising it."""
    text = re.sub(r"\[note[^\]]*\]", "", text.replace("\u00a0", " ").replace("\ufeff", ""))
    return re.sub(r"[^a-z0-9+%]+", " ", text.lower()).strip()


def match_header(contract: type[Extract], header: list[str], file: str) -> dict[str, int]:
    """Find where each column of the contract stands in a file's header, in whatever order.

    Returns column name → position. A header that lacks a column, or names one twice, is an
    OperatorMistake in one sentence; columns the contract does not know are left unread.
    """
    found: dict[str, list[int]] = {}
    for position, cell in enumerate(header):
        found.setdefault(plain_header(cell), []).append(position)
    places: dict[str, int] = {}
    absent: list[str] = []
    for rule in contract.columns:
        positions = [at for name in (rule.header, *rule.also) for at in found.get(plain_header(name), [])]
        if len(set(positions)) > 1:
            raise OperatorMistake(
                f"{file}: the column '{rule.header}' stands {len(set(positions))} times in the header.",
                hint="Keep one of them; which one is meant cannot be guessed.",
            )
        if positions:
            places[rule.name] = positions[0]
        elif not rule.optional_column:
            absent.append(rule.header)
    if absent:
        raise OperatorMistake(_header_sentence(contract, header, absent, file))
    return places


def _header_sentence(contract: type[Extract], header: list[str], absent: list[str], file: str) -> str:
    if len(absent) == len([rule for rule in contract.columns if not rule.optional_column]):
        start = ", ".join(cell.strip() for cell in header[:4])
        return (
            f"{file} is not a {contract.contract} file: its header begins '{start[:80]}' and has none of the "
            f"contract's columns."
        )
    near = nearest(absent[0], header)
    listed = ", ".join(f"'{name}'" for name in absent[:4]) + (" and more" if len(absent) > 4 else "")
    plural = "columns" if len(absent) > 1 else "column"
    return f"{file} is not a whole {contract.contract} file: it has no {plural} {listed}. {near}".strip()
