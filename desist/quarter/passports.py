"""Make the passports of a report: for each figure its definition, query, versions, inputs and counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from desist.measures.catalogue import CATALOGUE
from desist.measures.catalogue import measure as find
from desist.measures.definition import contracts_read
from desist.measures.question import question
from desist.partnership.sources import Source
from desist.publication.document import Figure as DrawnFigure
from desist.publication.document import Table
from desist.publication.grid import Grid
from desist.publication.passports.canonical import Json, output_hash
from desist.publication.passports.identity import id_prefix, passport_id
from desist.publication.passports.passport import (
    Figure,
    Input,
    Passport,
    Query,
    definition_of,
    query_of,
)
from desist.publication.report.judged import Judged
from desist.publication.report.sections import Part
from desist.publication.report.values import ReportValues
from desist.publication.words import titled
from desist.quarter.agreement import agreement_of
from desist.quarter.linked import LINK, with_links
from desist.quarter.protected import Reads
from desist.quarter.revised import key_of
from desist.vocabulary import reference
from desist.vocabulary.mark import SYNTHETIC
from desist.vocabulary.period import Period
from desist.vocabulary.reading import Reading
from desist.vocabulary.version import VERSION


def figure_of(partnership: str, quarter: Period, judged: Judged) -> Figure:
    """What makes an indicator's figure itself, whatever edition prints it."""
    return Figure(
        partnership=partnership,
        quarter=f"{quarter.end:%Y-%m}",
        kind="figure",
        measures=(judged.measure.name,),
        place=judged.place,
        period=quarter,
        breakdown=dict(judged.indicator.only),
        part=judged.indicator.id,
    )


def value_of(partnership: str, quarter: Period, reading: Reading) -> Figure:
    """What makes a figure inside a sentence itself."""
    return Figure(
        partnership=partnership,
        quarter=f"{quarter.end:%Y-%m}",
        kind="value",
        measures=(reading.measure,),
        place=reading.place,
        period=reading.period,
        breakdown=dict(reading.breakdown),
    )


def glance_figure(partnership: str, quarter: Period, part: str, judged: Sequence[Judged]) -> Figure:
    """What makes the table of indicators of a part of the report itself."""
    return Figure(
        partnership=partnership,
        quarter=f"{quarter.end:%Y-%m}",
        kind="table",
        measures=tuple(dict.fromkeys(each.measure.name for each in judged)),
        place=judged[0].place if judged else "",
        period=quarter,
        part=f"{part}-indicators",
    )


def name_of(figure: Figure) -> str:
    return passport_id(figure, prefix=id_prefix(figure.partnership))


def passport(
    figure: Figure,
    title: str,
    readings: Sequence[Reading],
    reader: Reads,
    shown: DrawnFigure | Table | None,
    sources: Sequence[Source] = (),
) -> Passport:
    """The unsigned passport of one figure, from the readings it shows; ``sources`` are the partnership's."""
    measures = [CATALOGUE[name] for name in figure.measures]
    by = tuple(sorted({name for each in readings for name in each.breakdown}))
    contracts = list(dict.fromkeys(name for each in measures for name in contracts_read(each, by)))
    contracts = with_links(contracts, reader.versions)
    tables = {name: reader.versions[name] for name in contracts if name in reader.versions}
    grid = None if shown is None else shown.data if isinstance(shown, DrawnFigure) else shown.grid
    return Passport(
        id=name_of(figure),
        figure=figure,
        title=title,
        definitions=tuple(definition_of(each) for each in measures),
        queries=_queries(readings),
        tables=tables,
        inputs=_inputs(reader, tables),
        readings=tuple(_unique(readings)),
        output=output_hash(_grid_json(grid) if grid else [_shown(each) for each in readings]),
        agreement=agreement_of(sources, tables, figure.measures),
        desist=VERSION,
        engine=reader.engine,
    )


def passports_of(
    partnership: str,
    quarter: Period,
    sections: Sequence[Part],
    values: ReportValues,
    shown: Mapping[str, DrawnFigure | Table],
    reader: Reads,
    sources: Sequence[Source],
) -> tuple[Passport, ...]:
    """A passport for each figure, each question's table, and each value in a sentence."""
    found: dict[str, Passport] = {}
    for section in sections:
        for each in section.judged:
            exhibit = shown.get(each.indicator.id)
            if exhibit is None and each.missing and each.passport not in values.own:
                continue  # nothing of it is printed but the [x] in the question's table
            title = titled(exhibit) if exhibit else f"{each.indicator.title}{each.tag}"
            made = passport(
                figure_of(partnership, quarter, each), title, each.readings, reader, exhibit, sources
            )
            found[made.id] = made
        if section.judged:
            identity = glance_figure(partnership, quarter, section.id, section.judged)
            latest = [each.latest for each in section.judged if not each.too_old]
            made = passport(identity, titled(section.glance), latest, reader, section.glance, sources)
            found[made.id] = made
    for name, reading in values.also.items():
        title = value_title(reading, values)
        found[name] = passport(
            value_of(partnership, quarter, reading), title, [reading], reader, None, sources
        )
    return tuple(found.values())


def codes_in_text(sections: Sequence[Part], values: ReportValues) -> tuple[tuple[str, str], ...]:
    """Title and code of each figure that stands in a sentence alone, where no code is printed beside it."""
    own = [
        (f"{each.indicator.title}, {each.place}, {each.latest.period}{each.tag}", each.passport)
        for section in sections
        for each in section.judged
        if each.indicator.id not in section.exhibits and (not each.missing or each.passport in values.own)
    ]
    return (*own, *((value_title(reading, values), name) for name, reading in values.also.items()))


def value_title(reading: Reading, values: ReportValues) -> str:
    """What a value in a sentence is: 'Recorded offences, Robbery, Durham, January to March 2024'."""
    levels = "".join(f", {level}" for level in reading.breakdown.values())
    made_up = f" {SYNTHETIC}" if values.synthetic(reading) else ""
    return f"{CATALOGUE[reading.measure].title}{levels}, {reading.place}, {reading.period}{made_up}"


def _queries(readings: Sequence[Reading]) -> tuple[Query, ...]:
    """One query for each set of places and breakdowns that the readings come from."""
    groups: dict[tuple[str, tuple[str, ...], tuple[tuple[str, str], ...]], list[Reading]] = {}
    for each in readings:
        by = tuple(name for name in each.breakdown if name not in _held(readings, each))
        only = tuple((name, level) for name, level in each.breakdown.items() if name not in by)
        groups.setdefault((each.measure, by, only), []).append(each)
    found = []
    for (name, by, only), members in groups.items():
        places = list(dict.fromkeys(reference.place(each.place).code for each in members))
        periods = sorted({each.period for each in members})
        sql = question(find(name), places, periods, by=by, only=dict(only))
        parameters: dict[str, Json] = {
            "places": list(places),
            "periods": [f"{each.start:%Y-%m}/{each.end:%Y-%m}" for each in periods],
            "by": list(by),
            "only": dict(only),
        }
        found.append(query_of(name, sql, parameters))
    return tuple(found)


def _held(readings: Sequence[Reading], reading: Reading) -> set[str]:
    """Breakdowns held to one level throughout, as against those shown level by level."""
    alike = [
        each
        for each in readings
        if each.measure == reading.measure and set(each.breakdown) == set(reading.breakdown)
    ]
    return {
        name
        for name in reading.breakdown
        if len({each.breakdown[name] for each in alike}) == 1 and len(alike) > 1
    } or (set(reading.breakdown) if len(alike) == 1 else set())


def _inputs(reader: Reads, tables: dict[str, int]) -> tuple[Input, ...]:
    found: dict[str, Input] = {}
    # Who is one person came in no file: its table's version says by which links it was counted.
    for contract in tables.keys() - {LINK}:
        for file in reader.inputs(contract):
            found[file.sha256] = Input(
                name=file.name,
                sha256=file.sha256,
                sender=file.sender,
                received=datetime.fromisoformat(file.received),
                rows=file.rows,
            )
    return tuple(sorted(found.values(), key=lambda each: (each.name, each.sha256)))


def _unique(readings: Sequence[Reading]) -> list[Reading]:
    return list({key_of(each): each for each in readings}.values())


def _grid_json(grid: Grid) -> list[Json]:
    header: list[Json] = [[column.title for column in grid.columns]]
    return header + [[cell.printed for cell in row] for row in grid.rows]


def _shown(reading: Reading) -> Json:
    return [reading.measure, reading.place, str(reading.period), reading.value, reading.mark.value]
