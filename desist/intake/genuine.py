"""Whether a file that arrived is what it was fetched as, judged before it gets its name."""

from __future__ import annotations

import csv
import zipfile
from pathlib import Path

from desist.contracts.extract import Extract, match_header, plain_header
from desist.vocabulary.mistake import OperatorMistake

LONGEST_HEADER = 1 << 16
WORKBOOKS = {".xlsx": "[Content_Types].xml", ".ods": "mimetype"}
OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"  # the compound file of Excel 97 to 2003


def check_genuine(
    path: Path, name: str, *, contract: type[Extract] | None = None, columns: tuple[str, ...] = ()
) -> None:
    """Refuse, in one sentence, a file that is not what its name says.

    A CSV must begin with the header of the ``contract`` if it loads as published, and hold the
    ``columns`` otherwise; a workbook must be whole. What the rows say is for the load to check.
    """
    with path.open("rb") as source:
        start = source.read(LONGEST_HEADER)
    kind = Path(name).suffix.lower()
    if not start:
        raise OperatorMistake(f"{name} arrived empty.", hint="Fetch it again later.")
    if start.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<":
        raise OperatorMistake(f"{name} is a web page, not the file.", hint="Fetch it again later.")
    if kind in WORKBOOKS or kind == ".zip":
        _check_zip(path, name, within=WORKBOOKS.get(kind))
    elif kind == ".xls" and not start.startswith(OLD_WORKBOOK):
        raise OperatorMistake(f"{name} is not an Excel workbook.")
    elif kind == ".csv":
        _check_header(start, name, contract, columns)


def _check_zip(path: Path, name: str, *, within: str | None) -> None:
    try:
        with zipfile.ZipFile(path) as opened:
            damaged = opened.testzip() is not None
            if within is not None and within not in opened.namelist():
                raise OperatorMistake(f"{name} is a zip archive, but not a workbook.")
    except zipfile.BadZipFile:
        damaged = True
    if damaged:
        raise OperatorMistake(f"{name} arrived damaged.", hint="Fetch it again.")


def _check_header(start: bytes, name: str, contract: type[Extract] | None, columns: tuple[str, ...]) -> None:
    first = start.decode("utf-8-sig", errors="replace").splitlines()[0]
    header = next(csv.reader([first]), [])
    if contract is not None:
        match_header(contract, header, name)
    present = {plain_header(cell) for cell in header}
    for column in columns:
        if plain_header(column) not in present:
            raise OperatorMistake(
                f"{name} is not the file it was fetched as: its header begins '{first[:80]}' "
                f"and has no column '{column}'."
            )
