"""Make plain UTF-8 text of whatever was received: unpacked, recoded, with one kind of line end."""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from desist.contracts.extract import Extract
from desist.intake.receive import CHUNK, WORKBOOKS, Received
from desist.intake.sheets import find_sheet
from desist.intake.text_look import Shape, TextLook
from desist.vocabulary.mistake import OperatorMistake


@dataclass(frozen=True, kw_only=True)
class Text:
    """A text table ready to be read: line n of it is line n (or sheet row n) of the file as sent."""

    path: Path
    shape: Shape
    notes: tuple[str, ...] = ()


def as_text(received: Received, contract: type[Extract], staging: Path, *, encoding: str) -> Text:
    """The received file as UTF-8 text; the copy that landed stays as it is."""
    target = staging / f"{received.sha256}_text.csv"
    ending = received.name.lower()
    notes: tuple[str, ...] = ()
    if received.shape is not None:
        text = Text(path=received.path, shape=received.shape)
    elif ending.endswith(WORKBOOKS):
        sheet = find_sheet(received.path, received.name, contract)
        text = Text(path=target, shape=_write(target, _lines(sheet.rows), received.name), notes=sheet.notes)
    else:
        chunks = _unzipped(received) if ending.endswith(".gz") else _chunks(received.path)
        coded = chunks if encoding == "utf-8" else _recoded(chunks, received.name, encoding)
        text = Text(path=target, shape=_write(target, coded, received.name))
    if text.shape.mixed_ends:
        straight = staging / f"{received.sha256}_straight.csv"
        shape = _write(straight, _straightened(_chunks(text.path)), received.name)
        text = Text(path=straight, shape=shape, notes=text.notes)
    if not text.shape.ends_with_newline:
        notes = (f"{received.name} does not end with a line break; if it was cut short, its end is missing.",)
    return Text(path=text.path, shape=text.shape, notes=text.notes + notes)


def _write(target: Path, chunks: Iterable[bytes], name: str) -> Shape:
    look = TextLook(name)
    with target.open("wb") as going:
        for chunk in chunks:
            if chunk:
                look.at(chunk)
                going.write(chunk)
    return look.finish()


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as coming:
        while chunk := coming.read(CHUNK):
            yield chunk


def _unzipped(received: Received) -> Iterator[bytes]:
    try:
        with gzip.open(received.path) as coming:
            while chunk := coming.read(CHUNK):
                yield chunk
    except (EOFError, gzip.BadGzipFile, zlib.error) as trouble:
        raise OperatorMistake(
            f"{received.name} cannot be unpacked: it is cut short or damaged.", hint="Fetch it again."
        ) from trouble


def _recoded(chunks: Iterable[bytes], name: str, encoding: str) -> Iterator[bytes]:
    import codecs

    decoder = codecs.getincrementaldecoder(encoding)("strict")
    lines = 0
    try:
        for chunk in chunks:
            text = decoder.decode(chunk)
            lines += text.count("\n")
            yield text.encode("utf-8")
        yield decoder.decode(b"", True).encode("utf-8")
    except UnicodeError as trouble:
        raise OperatorMistake(
            f"{name} is not in {encoding}: after line {lines:,} comes something it cannot read.",
            hint="Save it as 'CSV UTF-8', or give the right --encoding.",
        ) from trouble


def _straightened(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Every line end, be it CR, LF or CR LF, as LF."""
    held = b""
    for chunk in chunks:
        chunk = held + chunk
        held = b"\r" if chunk.endswith(b"\r") else b""
        yield chunk[: len(chunk) - len(held)].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if held:
        yield b"\n"


def _lines(rows: Iterable[list[str]]) -> Iterator[bytes]:
    """Rows of a sheet as lines of CSV, one line a row; a blank row is a blank line."""
    for row in rows:
        line = io.StringIO()
        if any(cell.strip() for cell in row):
            csv.writer(line, lineterminator="").writerow(row)
        yield line.getvalue().encode("utf-8") + b"\n"
