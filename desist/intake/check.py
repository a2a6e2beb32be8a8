"""Check files against their contract: quickly where all is well, by number or line where not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from desist.contracts.cells import text
from desist.intake.aside import aside_path
from desist.intake.by_line import check_by_line
from desist.intake.checking import Checked, Checking, Tally, tally
from desist.intake.lines import any_overlong
from desist.intake.numbered import check_by_number
from desist.intake.quick import quick_pass
from desist.intake.table_file import TableFile
from desist.store.engine import copy_to_parquet, parquet


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came of all files of a load, staged: the accepted rows, and the rows set aside."""

    checked: tuple[Checked, ...]
    tallies: tuple[Tally, ...]
    accepted: Path | None
    aside: Path | None


def check_files(checking: Checking, files: Sequence[TableFile]) -> Outcome:
    """Check every file; accepted rows of all of them come into one Parquet file, faulty ones into another."""
    groups: dict[tuple[object, ...], list[TableFile]] = {}
    for file in files:
        header = file.header
        alike = (header.cells, header.delimiter, file.reading, header.last_line == 1)
        groups.setdefault(alike, []).append(file)
    checked: dict[str, Checked] = {}
    tallies: list[Tally] = []
    parts: list[Path] = []
    for number, group in enumerate(groups.values()):
        slow = group
        if group[0].header.last_line == 1:
            part = checking.staging / f"{checking.load}-{number}.parquet"
            found, came, slow = _quickly(checking, group, part)
            checked |= {each.file.landed.sha256: each for each in found}
            tallies += came
            parts += [part] if came else []
        for file in slow:
            checking.progress(f"checking {file.landed.name} line by line")
            part = checking.staging / f"{file.landed.sha256}_accepted.parquet"
            result = check_by_line(checking, file, part)
            checked[file.landed.sha256] = result
            tallies += tally(checking.engine, part)
            parts += [part] if result.accepted else []
    done = tuple(checked[file.landed.sha256] for file in files)
    aside = [aside_path(checking, each.file) for each in done if each.quarantined]
    return Outcome(
        checked=done,
        tallies=tuple(tallies),
        accepted=_together(checking, parts, checking.staging / f"{checking.load}.parquet"),
        aside=_together(checking, aside, checking.staging / f"{checking.load}_aside.parquet", "file, line"),
    )


def _quickly(
    checking: Checking, group: Sequence[TableFile], part: Path
) -> tuple[list[Checked], list[Tally], list[TableFile]]:
    """Files that came through or whose faulty rows could be numbered; their tallies; the others."""
    checking.progress(f"checking {len(group)} file{'s' if len(group) > 1 else ''}")
    tallies = quick_pass(checking, group, part)
    accepted: dict[str, int] = {}
    for each in tallies:
        accepted[each.file] = accepted.get(each.file, 0) + each.rows
    done: list[Checked] = []
    slow: list[TableFile] = []
    for file in group:
        found = _numbered(checking, file, accepted.get(file.landed.sha256, 0)) if tallies else None
        if found:
            done.append(found)
        else:
            slow.append(file)
    return done, _leave_out(checking, slow, tallies, part), slow


def _numbered(checking: Checking, file: TableFile, rows: int) -> Checked | None:
    """What came of a file whose lines are its rows, ``rows`` of them accepted; None where they may not be."""
    if rows == file.most_rows and file.surely_even:
        return Checked(file=file, rows_read=rows, accepted=rows, quarantined=0)
    checking.progress(f"looking for faulty rows in {file.landed.name}")
    if any_overlong(file.text.path, delimiter=file.header.delimiter, width=len(file.header.cells)):
        return None
    if rows == file.most_rows:
        return Checked(file=file, rows_read=rows, accepted=rows, quarantined=0)
    return check_by_number(checking, file, rows)


def _leave_out(
    checking: Checking, slow: Sequence[TableFile], tallies: list[Tally], part: Path
) -> list[Tally]:
    """Take the rows of files that must be read again out of a part."""
    again = {file.landed.sha256 for file in slow}
    kept = [each for each in tallies if each.file not in again]
    if kept and len(kept) < len(tallies):
        listed = ", ".join(text(sha) for sha in sorted(again))
        rest = part.with_suffix(".rest")
        copy_to_parquet(
            checking.engine, f"select * from {parquet([part])} where _file not in ({listed})", rest
        )
        rest.replace(part)
    return kept


def _together(checking: Checking, parts: Sequence[Path], target: Path, order: str = "") -> Path | None:
    """All parts as one file; nothing where there is none."""
    if not parts:
        return None
    if len(parts) == 1:
        parts[0].replace(target)
    else:
        by = f" order by {order}" if order else ""
        copy_to_parquet(checking.engine, f"select * from {parquet(parts)}{by}", target)
    return target
