"""Write histories piece after piece into the columns of a layout, or of a part that is set apart in it."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from desist.measures.reoffending.compiled.people import PERSON_COLUMNS, Described
from desist.measures.reoffending.compiled.sorted_histories import COLUMNS, Earlier, SortedHistories
from desist.quarter.reoffending.compiled.layout import CHUNK, CHUNKS, STARTS, chunk_starts
from desist.store.flat_columns import FlatWriter


class PartWriter:
    """Histories written piece after piece under names that begin alike."""

    def __init__(self, writer: FlatWriter, part: str) -> None:
        self._writer = writer
        self._part = part
        self._chunks: list[tuple[int, int]] = []
        self._people = self._offences = 0

    def add(self, histories: SortedHistories, people: Described, earlier: Earlier | None = None) -> None:
        for name in COLUMNS:
            self._append(name, getattr(histories, name))
        self._append("known", people.known)
        self._append("born", people.born)
        for name, levels in zip(PERSON_COLUMNS, people.levels, strict=True):
            self._append(name, levels)
        if earlier is not None:
            self._append("earlier_offences", earlier.offences)
            self._append("earlier_quarters", earlier.quarters)
        self._append(STARTS, histories.starts[:-1] + self._offences)
        for at in chunk_starts(histories.starts):
            self._chunks.append((self._people + at, self._offences + int(histories.starts[at])))
        self._people += histories.people
        self._offences += len(histories)

    def finish(self) -> dict[str, Any]:
        self._chunks.append((self._people, self._offences))
        self._chunks = _joined(self._chunks)
        self._append(STARTS, np.array([self._offences], dtype=np.int64))
        self._append(CHUNKS, np.array(self._chunks, dtype=np.int64))
        many = {"people": self._people, "offences": self._offences, "chunks": len(self._chunks) - 1}
        return {self._part + name: number for name, number in many.items()}

    def _append(self, name: str, values: NDArray[Any]) -> None:
        self._writer.append(self._part + name, values)


def _joined(chunks: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Chunks of which several small ones, one after the other, are read as one."""
    kept = chunks[:1]
    for chunk, after in pairwise(chunks[1:]):
        if after[1] - kept[-1][1] > CHUNK:
            kept.append(chunk)
    return [*kept, *chunks[1:][-1:]]
