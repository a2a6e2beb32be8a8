"""One received file as a table of its contract: where its header stands, what its name says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from desist.contracts.catalogue import CONTRACTS
from desist.contracts.cells import Reading
from desist.contracts.extract import Extract
from desist.intake.as_text import Text, as_text
from desist.intake.header import Header, find_header
from desist.intake.receive import Received
from desist.vocabulary.mistake import OperatorMistake
from desist.vocabulary.period import month

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True, kw_only=True)
class TableFile:
    """One received file as a text table ready to be read."""

    landed: Received
    text: Text
    header: Header
    period: str = ""  # what the file's name says, where the rows do not
    place: str = ""

    @property
    def reading(self) -> Reading:
        return Reading(odd_blanks=self.text.shape.odd_blanks, decimal_comma=self.header.delimiter == ";")

    @property
    def most_rows(self) -> int:
        """As many rows as there are lines after the header; fewer where a row is broken over lines."""
        return max(0, self.text.shape.lines - self.header.last_line)

    @property
    def surely_even(self) -> bool:
        """Whether the delimiters alone show that, if no line is short, none is too long either."""
        shape, width = self.text.shape, len(self.header.cells)
        return shape.delimiter == self.header.delimiter and shape.delimiters == shape.lines * (width - 1)

    @property
    def notes(self) -> list[str]:
        """What a careful reader would want to know, though nothing is wrong."""
        known = set(self.header.where.values())
        unread = [cell for at, cell in enumerate(self.header.cells) if at not in known and cell.strip()]
        listed = ", ".join(f"'{cell}'" for cell in unread[:5])
        said = f"{self.landed.name} has columns the contract does not know, left unread: {listed}."
        rows = [] if self.most_rows else [f"{self.landed.name} holds a header and no rows."]
        return [*([said] if unread else []), *self.text.notes, *rows]


def find_table(
    received: Received, contract: type[Extract], staging: Path, *, encoding: str, period: str
) -> TableFile:
    """Open a received file and find the contract's table in it; what is amiss is one sentence."""
    text = as_text(received, contract, staging, encoding=encoding)
    try:
        header = find_header(text.path, contract, received.name)
    except OperatorMistake as mistake:
        raise _hinted(mistake, text.path, contract, received.name) from mistake
    return TableFile(
        landed=received,
        text=text,
        header=header,
        period=_period(received.name, contract, period),
        place=_place(received.name, contract),
    )


def _hinted(mistake: OperatorMistake, path: Path, contract: type[Extract], name: str) -> OperatorMistake:
    """The same sentence, with the contract that the file does keep where there is one."""
    for other in CONTRACTS.values():
        if other is contract:
            continue
        try:
            find_header(path, other, name)
        except OperatorMistake:
            continue
        return OperatorMistake(mistake.sentence, hint=f"It looks like a file of {other.contract}.")
    return mistake


def _period(name: str, contract: type[Extract], given: str) -> str:
    if given and not contract.period_from_name:
        raise OperatorMistake(
            f"Every row of a {contract.contract} file says its own period, so none can be given.",
            hint="Leave --period out.",
        )
    if given:
        month(given)
    if given or not contract.period_from_name:
        return given
    found = re.search(contract.period_from_name, name, re.IGNORECASE)
    if not found:
        raise OperatorMistake(
            f"Neither {name} nor its rows say which period it is about.", hint="Give it: --period 2022-03."
        )
    year = found["year"] if len(found["year"]) == 4 else "20" + found["year"]
    return f"{year}-{MONTHS.index(found['month'].lower()[:3]) + 1:02d}"


def _place(name: str, contract: type[Extract]) -> str:
    if not contract.place_from_name:
        return ""
    found = re.search(contract.place_from_name, name, re.IGNORECASE)
    if not found:
        raise OperatorMistake(
            f"Neither {name} nor its rows say which force it is about.",
            hint="Keep the name it was published under, as in 2025-01-durham-stop-and-search.csv.",
        )
    return found["place"].lower()
