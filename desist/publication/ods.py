"""Every table of the report as a spreadsheet that anyone can read, hear and compute with.

Source: Government Analysis Function, "Releasing statistics in spreadsheets" (one table to a sheet, no
empty or merged cells, notes and shorthand spelt out, nothing said by colour).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from textwrap import wrap

from desist.publication.document import Figure, Framework, Report, Table
from desist.publication.grid import Cell, Column, Grid
from desist.publication.inline import text_of
from desist.publication.number import numbered
from desist.publication.plain_text import one_line
from desist.publication.words import beneath, full_date, legend, on_every_page, sentence, titled
from desist.publication.workbook.sheet import Notes, Place, Sheet, sheet_name, sheet_of
from desist.vocabulary.mark import SYNTHETIC, SYNTHETIC_MEANING, Mark

LINE = 120  # letters: a longer line above a table would be cut off on a screen and shrink the page in print


def render_ods(report: Report, *, timestamp: datetime | None = None) -> bytes:
    """Print every table of a report, and the data behind every figure, as an ODS spreadsheet.

    It opens with a cover, a list of its sheets and the notes. Numbers are numbers; everything else
    is typed as words, so that no cell is ever a formula. The same report gives the same bytes;
    ``timestamp`` is the report's own unless given.
    """
    from desist.publication.workbook.book import bound

    made = numbered(report)
    notes = _notes(made)
    tables = _tables(made, notes)
    sheets = [_cover(made, tables), _contents(tables, notes), *_note_sheet(notes), *tables]
    return bound(
        sheets,
        title=f"{made.title}, {made.subtitle}: tables",
        author=made.organisation,
        language=made.language,
        timestamp=timestamp or report.timestamp,
    )


def _notes(report: Report) -> Notes:
    """Every note of the report once, in reading order."""
    found: list[str] = []
    for block in report.blocks:
        if isinstance(block, Figure | Table):
            grid = block.data if isinstance(block, Figure) else block.grid
            found += [*grid.notes, *block.notes]
    return Notes(tuple(dict.fromkeys(found)))


def _tables(report: Report, notes: Notes) -> list[Sheet]:
    """A sheet for each table, in the order of the report."""
    sheets = [_answers(report, notes), *_promises(report, notes)]
    for block in report.blocks:
        match block:
            case Figure():
                title = f"The numbers behind {block.label}: {titled(block)}"
                sheets.append(_sheet(block, block.data, title, notes))
            case Table():
                sheets.append(_sheet(block, block.grid, f"{block.label}: {titled(block)}", notes))
            case Framework():
                sheets.append(_framework(block, notes))
    return [*sheets, *_risks(report, notes)]


def _sheet(block: Figure | Table, grid: Grid, title: str, notes: Notes) -> Sheet:
    about = [f"{block.subtitle}. This worksheet contains one table.".lstrip(". ")]
    if block.synthetic:
        about.append(f"{SYNTHETIC}: {SYNTHETIC_MEANING}.")
    used = [notes.mark(note) for note in (*grid.notes, *block.notes)]
    if used:
        about.append(f"Notes to this table: {', '.join(used)}. They are spelt out in the worksheet Notes.")
    if grid.marks:
        about.append(f"Shorthand used: {legend(grid.marks)}.")
    for name, said in beneath(block, grid):
        if name in ("Source:", "Lag:", "Figure passport:"):
            about += wrap(f"{name} {one_line(said)}", LINE, break_long_words=False) or [name]
    return sheet_of(grid, name=sheet_name(block.label), title=title, about=about, notes=notes)


def _grid(*columns: str, rows: Sequence[Sequence[str]]) -> Grid:
    return Grid(
        columns=tuple(Column(title=title) for title in columns),
        rows=tuple(tuple(Cell(text) for text in row) for row in rows),
    )


def _answers(report: Report, notes: Notes) -> Sheet:
    rows = tuple(
        (
            Cell(row.question.name),
            Cell(row.question.text),
            Cell(text_of(row.sentence)),
            Cell(verdict=row.verdict),
            Cell(text_of(row.changed)),
        )
        for row in report.answers.rows
    )
    titles = ("Key performance question", "Question", "Answer", "Signal", "Since last time")
    return sheet_of(
        Grid(columns=tuple(Column(title=title) for title in titles), rows=rows),
        name="Answers",
        title="In one page: each key performance question answered",
        about=[f"{report.subtitle}. This worksheet contains one table."],
        notes=notes,
    )


def _promises(report: Report, notes: Notes) -> list[Sheet]:
    if not report.answers.promises:
        return []
    rows = [(one.text, one.made, one.state) for one in report.answers.promises]
    return [
        sheet_of(
            _grid("Promise", "Made", "Now", rows=rows),
            name="Promises",
            title="What was promised to the Panel",
            about=["This worksheet contains one table."],
            notes=notes,
        )
    ]


def _framework(block: Framework, notes: Notes) -> Sheet:
    rows = [
        (f"Outcome {at}", outcome.text, question.name, question.text)
        for at, outcome in enumerate(block.outcomes, start=1)
        for question in outcome.questions
    ]
    about = [
        "This worksheet contains one table.",
        *([f"Source: {sentence(block.source)}"] if block.source else []),
    ]
    return sheet_of(
        _grid("Outcome", "Outcome in words", "Key performance question", "Question", rows=rows),
        name=sheet_name(block.label),
        title=f"{block.label}: {block.title}",
        about=about,
        notes=notes,
    )


def _risks(report: Report, notes: Notes) -> list[Sheet]:
    if not report.appendix:
        return []
    return [
        sheet_of(
            _grid(
                "Heading", "Risks and implications", rows=[(one.heading, one.text) for one in report.appendix]
            ),
            name="Risks",
            title="Appendix: Risks and implications",
            about=["This worksheet contains one table."],
            notes=notes,
        )
    ]


def _cover(report: Report, tables: list[Sheet]) -> Sheet:
    marks = [mark for mark in Mark if any(mark in sheet.marks for sheet in tables)]
    meeting = f", {full_date(report.meeting)}" if report.meeting else ""
    contact = report.contact
    reach = ", ".join(one for one in (contact.name, contact.role, contact.telephone, contact.email) if one)
    about = [
        *on_every_page(report),
        f"{report.subtitle}",
        f"{report.organisation}. Report to the {report.panel}{meeting}.",
        f"{report.edition}, made on {full_date(report.timestamp)}.",
        "Each worksheet that follows contains one table, marked as such. The worksheet Contents lists them.",
        *([f"Shorthand used in this spreadsheet: {legend(marks)}."] if marks else []),
        "Intervals are 95% intervals. Numbers are kept unrounded; they are rounded only where shown.",
        f"Contact: {reach}.",
        *report.attributions,
    ]
    return Sheet(
        name="Cover",
        title=one_line(f"{report.title}: tables"),
        about=tuple(one_line(line) for line in about),
    )


def _contents(tables: list[Sheet], notes: Notes) -> Sheet:
    listed = [*([("Notes", "Notes to the tables")] if notes.texts else [])]
    listed += [(sheet.name, sheet.title) for sheet in tables]
    return Sheet(
        name="Contents",
        title="Contents",
        about=("This worksheet contains one table: the other worksheets, with a link to each.",),
        header=("Worksheet", "What it holds"),
        rows=tuple((Place(name, name), title) for name, title in listed),
    )


def _note_sheet(notes: Notes) -> list[Sheet]:
    if not notes.texts:
        return []
    return [
        Sheet(
            name="Notes",
            title="Notes to the tables",
            about=("This worksheet contains one table: each note and what it says.",),
            header=("Note", "What it says"),
            rows=tuple((notes.mark(text), one_line(text)) for text in notes.texts),
        )
    ]
