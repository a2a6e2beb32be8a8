"""Check many plain files in one parallel query, and count what came through of each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from desist.contracts.cells import text
from desist.contracts.rules import Keyed, accepted_rows
from desist.intake.checking import Checking, Tally, as_contract, as_stored, cell_names, csv_source, tally
from desist.intake.table_file import TableFile
from desist.store.engine import NotATable, copy_to_parquet

NAME = "parse_filename(filename)"
HASH_LENGTH = 64  # SHA-256 in hexadecimal digits


def quick_pass(checking: Checking, files: Sequence[TableFile], target: Path) -> list[Tally]:
    """Write every accepted row of files that share a header; returns how many came of each file.

    A row that is faulty, or that the reader cannot make out, is left out here and must be accounted
    for by a slower look. Nothing is returned where the reader gives the files up.
    """
    first = files[0]
    options = "header=true, ignore_errors=true, filename=true"
    read = csv_source([file.text.path for file in files], cell_names(first), first.header.delimiter, options)
    source = f"(select {as_contract(checking.contract, first)}, filename from {read})"
    keyed = Keyed(place=_by_file(files, "place"), period=_by_file(files, "period"))
    rows = accepted_rows(checking.contract, source, first.reading, "filename", keyed)
    try:
        copy_to_parquet(checking.engine, as_stored(checking, rows, _hash_of(checking)), target)
    except NotATable:
        target.unlink(missing_ok=True)
        return []
    tallies = tally(checking.engine, target)
    strange = {each.file for each in tallies} - {file.landed.sha256 for file in files}
    if strange:
        raise AssertionError(f"rows of unknown files: {strange}")
    return tallies


def _hash_of(checking: Checking) -> str:
    """SQL: a file's hash, with which its name in the staging folder begins; by position, being quicker."""
    return f"substr(filename, {len(str(checking.staging)) + 2}, {HASH_LENGTH})"


def _by_file(files: Sequence[TableFile], part: str) -> str:
    """SQL: what the name of its file says of a row's place or period; nothing where names are silent."""
    said = {file.text.path.name: getattr(file, part) for file in files}
    if not any(said.values()):
        return ""
    cases = " ".join(f"when {text(name)} then {text(value)}" for name, value in said.items())
    return f"case {NAME} {cases} end"
