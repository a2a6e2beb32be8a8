"""Read a table of counts from a CSV file as it is, and write it back protected."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from desist.confidentiality.protecting import ProtectedTable
from desist.confidentiality.sums import ALL
from desist.confidentiality.table import Table, is_total_word
from desist.vocabulary.mark import Mark
from desist.vocabulary.mistake import OperatorMistake, nearest

MARK = "mark"
# In figures; commas between thousands alone, so that 1,2 for one and two tenths is not read as twelve.
NUMBER = r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d*)?(e\+?\d+)?|[+-]?\.\d+"
MOST = 10**10  # beside larger counts the solver could not tell one person from none


@dataclass(frozen=True, kw_only=True)
class TableFile:
    """A table as it lay in its file: the table, each row's cells as written, and the columns left out."""

    table: Table
    count: str
    written: tuple[Mapping[str, str], ...]
    kept: tuple[str, ...]
    left_out: tuple[str, ...]
    total_word: str


def read_table(
    path: Path,
    *,
    by: Sequence[str],
    count: str,
    keep: Sequence[str] = (),
    totals_called: str = "",
    parents: Mapping[str, Mapping[str, str]] | None = None,
    about: str = "people",
) -> TableFile:
    """Read a CSV file with a header; ``by`` are its breakdowns and ``count`` the column of counts.

    A level such as "Total", "All" or an empty cell is a total over its breakdown. A column that is
    neither is left out unless it is to be kept: a rate beside a withheld count would give it away.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise OperatorMistake(f"There is no file {path}.") from None
    except (UnicodeDecodeError, IsADirectoryError):
        raise OperatorMistake(
            f"{path} is no text in UTF-8.", hint="Save the table as CSV in UTF-8 first."
        ) from None
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        header = [name or "" for name in reader.fieldnames or []]
        _refuse_no_header(path, header)
        _refuse_columns(path, header, by, count, keep)
        lines = [(reader.line_num, row) for row in reader if any(cell for cell in row.values())]
    except csv.Error as trouble:
        raise OperatorMistake(f"{path}, line {reader.line_num}: it is no CSV ({trouble}).") from None
    if not lines:
        raise OperatorMistake(f"{path} holds no rows.")
    rows, counts = [], []
    words: dict[str, int] = {}
    for line, row in lines:
        if None in row or None in row.values():
            raise OperatorMistake(
                f"{path}, line {line}: the row does not have the {len(header)} cells of the header."
            )
        levels = []
        for name in by:
            level = row[name].strip()
            if is_total_word(level, [totals_called] if totals_called else []):
                words[level] = words.get(level, 0) + 1
                level = ALL
            levels.append(level)
        rows.append(tuple(levels))
        counts.append(_count(path, line, count, row[count]))
    said = totals_called or max(
        (each for each in words if each), key=lambda each: words[each], default="Total"
    )
    return TableFile(
        table=Table(by=tuple(by), rows=tuple(rows), counts=tuple(counts), parents=parents or {}, about=about),
        count=count,
        written=tuple(row for _, row in lines),
        kept=tuple(name for name in header if name in {*by, count, *keep}),
        left_out=tuple(name for name in header if name not in {*by, count, *keep}),
        total_word=said,
    )


def read_parents(path: Path) -> dict[str, str]:
    """Read a hierarchy: a CSV file with the columns level and parent."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if not {"level", "parent"} <= set(reader.fieldnames or []):
                raise OperatorMistake(f"{path} needs the columns level and parent.")
            return {row["level"].strip(): row["parent"].strip() for row in reader}
    except (FileNotFoundError, UnicodeDecodeError, IsADirectoryError):
        raise OperatorMistake(f"The hierarchy {path} is not there, or is no CSV in UTF-8.") from None


def written_table(file: TableFile, protected: ProtectedTable, percent_of: str = "") -> str:
    """The protected table as CSV: the rows in their order, added totals after them, and the marks."""
    percents = protected.percent_of(percent_of) if percent_of else []
    names = [*file.kept, *(["percent", "percent_mark"] if percent_of else []), MARK]
    out = io.StringIO()
    writer = csv.DictWriter(out, names, lineterminator="\n")
    writer.writeheader()
    for at, (levels, printed, mark) in enumerate(
        zip(protected.table.rows, protected.counts, protected.marks, strict=True)
    ):
        row = {name: file.written[at][name] for name in file.kept} if at < len(file.written) else {}
        if not row:
            row = dict.fromkeys(file.kept, "")
            row |= {
                name: file.total_word if level == ALL else level
                for name, level in zip(protected.table.by, levels, strict=True)
            }
        row[file.count] = "" if printed is None else f"{printed:g}" if printed % 1 else f"{printed:.0f}"
        row[MARK] = mark.printed
        if percent_of:
            share, share_mark = percents[at]
            row["percent"] = "" if share is None else f"{share:.1f}"
            row["percent_mark"] = share_mark.printed
        writer.writerow(row)
    return out.getvalue()


def _refuse_no_header(path: Path, header: Sequence[str]) -> None:
    if not any(header):
        raise OperatorMistake(f"{path} has no heading row.", hint="Its first line must name the columns.")
    for sign, called in ((";", "semicolons"), ("\t", "tabs")):
        if len(header) == 1 and sign in header[0]:
            raise OperatorMistake(
                f"{path} parts its columns by {called}.", hint="Save it as CSV with commas first."
            )


def _refuse_columns(
    path: Path, header: Sequence[str], by: Sequence[str], count: str, keep: Sequence[str]
) -> None:
    for name in (*by, count, *keep):
        if name not in header:
            hint = nearest(name, list(header)) or f"Its columns are {', '.join(header)}."
            raise OperatorMistake(f"{path} has no column '{name}'.", hint=hint)
    for name in {*by, count}:
        if header.count(name) > 1:
            raise OperatorMistake(f"{path} has two columns '{name}'.", hint="Give one of them another name.")
    if len(set(by)) != len(by) or count in by:
        raise OperatorMistake("A column is named twice in --by and --count.", hint="Name each once.")
    if MARK in header:
        raise OperatorMistake(
            f"{path} already has a column '{MARK}'.",
            hint="Rename it; the marks of the protected table go there.",
        )


def _count(path: Path, line: int, name: str, cell: str) -> float:
    text = cell.strip().replace(",", "")
    if text.strip("[]").lower() in {each.value for each in Mark if each.value}:
        raise OperatorMistake(
            f"{path}, line {line}: the column '{name}' holds the mark {cell.strip()} in place of a count.",
            hint="Protect the true counts; a table that is protected already cannot be protected again.",
        )
    found = float(text) if re.fullmatch(NUMBER, cell.strip(), re.ASCII | re.IGNORECASE) else None
    if found is None:
        raise OperatorMistake(
            f"{path}, line {line}: the column '{name}' holds '{cell.strip()}', which is no count.",
            hint="Write counts in figures, as 1204 or 1,204.",
        )
    if found < 0:
        raise OperatorMistake(
            f"{path}, line {line}: the column '{name}' holds {cell.strip()}.",
            hint="A count is nought or more.",
        )
    if found > MOST:
        raise OperatorMistake(
            f"{path}, line {line}: the column '{name}' holds {cell.strip()}, more than is reckoned exactly.",
            hint=f"No count of people is over {MOST:,}.",
        )
    return found
