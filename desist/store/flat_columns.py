"""Columns on disk as bare numbers, one file each: any stretch of them is read straight into an array.

For passes over tens of millions of rows in little memory. A folder of them is made from a version of the
tables and says which; it can be deleted and made again at any time.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from desist.store.whole_file import write_whole

ABOUT = "about.json"


class FlatWriter:
    """Makes a folder of columns; it appears under its name only when all of it is written."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.unfinished = folder.with_name(f"{folder.name}.unfinished-{os.getpid()}")
        shutil.rmtree(self.unfinished, ignore_errors=True)
        self.unfinished.mkdir(parents=True)
        self._files: dict[str, BinaryIO] = {}

    def append(self, name: str, values: NDArray[Any]) -> None:
        if name not in self._files:
            self._files[name] = (self.unfinished / name).open("wb")
        self._files[name].write(np.ascontiguousarray(values).data)

    def beside(self, name: str) -> Path:
        """Where a file that is no column may be written, to appear with the columns."""
        return self.unfinished / name

    def finish(self, about: Mapping[str, Any]) -> None:
        """Close the columns, note what they are, and put the folder in its place."""
        self._close()
        write_whole(self.unfinished / ABOUT, json.dumps({**about, "columns": list(self._files)}))
        shutil.rmtree(self.folder, ignore_errors=True)
        self.unfinished.replace(self.folder)

    def __enter__(self) -> FlatWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()
        shutil.rmtree(self.unfinished, ignore_errors=True)

    def _close(self) -> None:
        for file in self._files.values():
            file.close()


class FlatColumns:
    """A folder of columns opened for reading, from as many threads as one likes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.about: dict[str, Any] = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
        # All are opened now, so that a folder deleted meanwhile can still be read to its end.
        self._open: dict[str, int] = {}
        for name in self.about["columns"]:
            self._open[name] = os.open(folder / name, os.O_RDONLY)

    def fill(self, name: str, begin: int, into: NDArray[Any]) -> None:
        """Read the values from place ``begin`` on into an array, as many as it holds, of its type."""
        room, at = into.view(np.uint8).data, begin * into.itemsize
        while len(room):
            read = os.preadv(self._open[name], [room], at)
            if not read:
                raise EOFError(f"column {name} ends before place {begin + len(into)}")
            room, at = room[read:], at + read

    def read(self, name: str, kind: np.dtype[Any], begin: int, end: int) -> NDArray[Any]:
        """The values from one place to before another, as a new array."""
        found = np.empty(end - begin, dtype=kind)
        self.fill(name, begin, found)
        return found

    def close(self) -> None:
        for file in self._open.values():
            os.close(file)
        self._open.clear()
