"""A figure's passport: what it is, how it was computed, from which files, by whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from desist.publication.passports.canonical import Json, sha256
from desist.synthetic.pack import SENDER
from desist.vocabulary.measure import Measure
from desist.vocabulary.period import Period
from desist.vocabulary.reading import Reading

OPEN_DATA = "open data licence"


@dataclass(frozen=True, kw_only=True)
class Figure:
    """What makes a figure or table itself, whichever edition it is printed in.

    ``kind`` is "figure", "table" or "value"; ``quarter`` is the report's last month, "2025-03";
    ``part`` tells apart two figures that show the same measures for the same place and period.
    """

    partnership: str
    quarter: str
    kind: str
    measures: tuple[str, ...]
    place: str
    period: Period
    breakdown: Mapping[str, str] = field(default_factory=dict)
    part: str = ""


@dataclass(frozen=True, kw_only=True)
class Definition:
    """What a measure means, in words and in the two counts it is made of.

    ``denominator`` is an aggregate over the same rows as the numerator, or over ``over``, a query
    of stocks such as a population; ``per`` scales a rate.
    """

    measure: str
    title: str
    sentence: str
    numerator: str
    denominator: str
    over: str
    per: float
    kind: str
    unit: str
    better: str
    source: str
    author: str
    checker: str
    review: date


@dataclass(frozen=True, kw_only=True)
class Query:
    """The exact SQL text that was run, its SHA-256, and the values bound to its parameters."""

    measure: str
    sql: str
    sha256: str
    parameters: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Input:
    """One file that an agency sent or a publisher offers, as it arrived; ``rows`` were read from it."""

    name: str
    sha256: str
    sender: str
    received: datetime
    rows: int


@dataclass(frozen=True, kw_only=True)
class Passport:
    """Everything a reader may ask about one published figure, signed by the partnership.

    ``tables`` maps each contract to the version of its table that was read; ``readings`` are at
    full precision; ``output`` is the hash of the data the figure shows (``output_hash``);
    ``agreement`` is the sharing agreement's id, or "open data licence". A draft's passport has
    no ``signer`` and no ``signature``.
    """

    id: str
    figure: Figure
    title: str
    definitions: tuple[Definition, ...]
    queries: tuple[Query, ...]
    tables: Mapping[str, int]
    inputs: tuple[Input, ...]
    readings: tuple[Reading, ...]
    output: str
    agreement: str = OPEN_DATA
    desist: str
    engine: str
    signer: str = ""
    signature: str = ""

    @property
    def synthetic(self) -> bool:
        """Whether any of its files was made up by Desist itself."""
        return any(each.sender == SENDER for each in self.inputs)


def definition_of(measure: Measure) -> Definition:
    """Copy into a passport what a measure said about itself on the day it was published."""
    return Definition(
        measure=measure.name,
        title=measure.title,
        sentence=measure.asks,
        numerator=measure.numerator,
        denominator=measure.denominator,
        over=measure.over,
        per=float(measure.per),
        kind=measure.kind.value,
        unit=measure.unit,
        better=measure.better.value,
        source=measure.source,
        author=measure.author,
        checker=measure.checker,
        review=measure.review,
    )


def query_of(measure: str, sql: str, parameters: Mapping[str, Json | date]) -> Query:
    """Put a query into a passport with the hash of its text; its dates are written as ISO text."""
    plain = {name: each.isoformat() if isinstance(each, date) else each for name, each in parameters.items()}
    return Query(measure=measure, sql=sql, sha256=sha256(sql.encode()), parameters=plain)
