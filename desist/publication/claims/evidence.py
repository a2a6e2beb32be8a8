"""What sentences are held against: readings, signals, and the figures and tables they stand beside."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from desist.publication import document
from desist.publication.grid import ColumnKind
from desist.vocabulary.measure import Measure
from desist.vocabulary.period import Period
from desist.vocabulary.reading import Reading
from desist.vocabulary.signal import Signal


@dataclass(frozen=True, kw_only=True)
class Compared:
    """One signal, and the measure, place, period and breakdown it is about."""

    measure: str
    place: str
    period: Period
    signal: Signal
    breakdown: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class EarlyRisk:
    """Whether reoffending risk is highest in the first three months; None where nobody can say, and why."""

    holds: bool | None
    reason: str


EarlyRiskIn = Callable[[str, Period, Mapping[str, str]], EarlyRisk]


def nobody_followed(place: str, period: Period, breakdown: Mapping[str, str]) -> EarlyRisk:
    """What evidence says that follows nobody up."""
    return EarlyRisk(holds=None, reason=f"nobody of {period} in {place} is followed up here.")


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row of a figure's or table's data: what it is called, and its numbers by column."""

    label: str
    numbers: tuple[float | None, ...]


@dataclass(frozen=True, kw_only=True)
class Exhibit:
    """A figure or table as a reader meets it: what is printed round it, and the numbers in it.

    ``heading`` is what stands above, ``caption`` what stands beneath; ``columns`` name the numbers of
    each row. ``windows`` gives the period of each series where they were recorded.
    """

    name: str
    kind: str  # "figure" or "table"
    number: int | None = None
    caption: str = ""
    heading: str = ""
    source: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    windows: Mapping[str, Period] = field(default_factory=dict)
    explained: bool = False  # a table of words, or one in which each missing number carries its mark
    file: str
    line: int

    @property
    def called(self) -> str:
        number = self.number if self.number is not None else f"'{self.name}'"
        return f"{self.kind.capitalize()} {number}"

    @property
    def shows_change(self) -> bool:
        """Whether its numbers are changes, so that their sign is a direction."""
        words = f"{self.caption} {self.heading} {' '.join(self.columns)}".lower()
        return bool(re.search(r"\bchange[sd]?\b|\bdifference\b", words))


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """Everything a report's sentences may be held against.

    ``phrases`` maps an indicator's names in plain words to its measure ("solved rate" →
    "solved_rate"). ``place`` and ``period`` are what a claim means when it names none. ``small`` is
    the partnership's small-number rule: a count of people below it may identify somebody. ``early_risk``
    tests when people reoffend, at a place, in the cohorts of a period, with a breakdown; it is asked only
    where a claim needs it.
    """

    measures: Mapping[str, Measure] = field(default_factory=dict)
    readings: tuple[Reading, ...] = ()
    compared: tuple[Compared, ...] = ()
    phrases: Mapping[str, str] = field(default_factory=dict)
    place: str
    period: Period
    small: int = 10
    early_risk: EarlyRiskIn = nobody_followed

    def series(self, measure: str, place: str, breakdown: Mapping[str, str]) -> tuple[Reading, ...]:
        """Every reading of a measure at a place with exactly this breakdown, oldest first."""
        found = (r for r in self.readings if r.measure == measure and r.place == place)
        return tuple(sorted((r for r in found if dict(r.breakdown) == dict(breakdown)), key=_when))

    def reading(
        self, measure: str, place: str, period: Period, breakdown: Mapping[str, str]
    ) -> Reading | None:
        """The one reading of a measure, place, period and breakdown, if it is held."""
        return next((r for r in self.series(measure, place, breakdown) if r.period == period), None)

    def signals(
        self, measure: str, place: str, period: Period, breakdown: Mapping[str, str]
    ) -> tuple[Signal, ...]:
        """Every signal about one measure, place, period and breakdown."""
        return tuple(
            c.signal
            for c in self.compared
            if (c.measure, c.place, c.period) == (measure, place, period)
            and dict(c.breakdown) == dict(breakdown)
        )

    def named(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Where a text names a measure by its title or an indicator's name: start, end and measure."""
        lowered = text.lower()
        titles = {measure.title: name for name, measure in self.measures.items()}
        phrases = {phrase.lower(): name for phrase, name in {**titles, **self.phrases}.items() if phrase}
        for phrase in sorted(phrases, key=len, reverse=True):
            for found in re.finditer(rf"(?<!\w){re.escape(phrase)}(?!\w)", lowered):
                yield found.start(), found.end(), phrases[phrase]


def exhibit_of(
    block: document.Figure | document.Table | document.Framework, *, file: str, line: int
) -> Exhibit:
    """See a figure or table of the document tree as an exhibit; its number is read from its label."""
    if isinstance(block, document.Framework):
        number = re.search(r"\d+", block.label)
        return Exhibit(
            name=block.id,
            kind="figure",
            number=int(number[0]) if number else None,
            caption=block.title,
            source=block.source,
            explained=True,
            file=file,
            line=line,
        )
    grid = block.data if isinstance(block, document.Figure) else block.grid
    number = re.search(r"\d+", block.label)
    first = 1 if grid.row_headers else 0
    return Exhibit(
        name=block.id,
        kind="figure" if isinstance(block, document.Figure) else "table",
        number=int(number[0]) if number else None,
        caption=block.title,
        heading=block.subtitle,
        source=block.source,
        columns=tuple(column.title for column in grid.columns[first:]),
        rows=tuple(
            Row(
                label=row[0].text if grid.row_headers else "",
                numbers=tuple(cell.number for cell in row[first:]),
            )
            for row in grid.rows
        ),
        explained=all(
            cell.number is not None or cell.printed or cell.verdict
            for row in grid.rows
            for cell, column in zip(row, grid.columns, strict=True)
            if column.kind is ColumnKind.NUMBER
        )
        and bool(grid.rows),
        file=file,
        line=line,
    )


def _when(reading: Reading) -> tuple[date, date]:
    return reading.period.start, reading.period.end
