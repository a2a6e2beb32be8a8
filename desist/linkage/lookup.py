"""Numbers filed under keys, on disk in the order of the keys.

A few keys are found among millions by halving, so that next to nothing is read. What comes later is filed
in a part of its own beside the parts before it, which nobody writes again.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

Numbers = np.ndarray[Any, Any]


def file_under(folder: Path, name: str, keys: Numbers, numbers: Numbers) -> None:
    """File each number under its key, in the part ``name`` of a folder."""
    order = np.argsort(keys, kind="stable")
    np.save(_keys(folder, name), keys[order])
    np.save(_numbers(folder, name), numbers[order])


def filed_under(folder: Path, names: Iterable[str], keys: Numbers) -> tuple[Numbers, Numbers]:
    """All that the parts ``names`` hold under some keys: the place of each in ``keys``, and the number."""
    places, found = [np.array([], dtype=np.int64)], [np.array([], dtype=np.int64)]
    for name in names:
        filed = np.load(_keys(folder, name), mmap_mode="r")
        begin = np.searchsorted(filed, keys, side="left")
        many = np.searchsorted(filed, keys, side="right") - begin
        place = np.repeat(np.arange(len(keys)), many)
        # Of each key's numbers the first lies at its beginning, the next beside it.
        nth = np.arange(len(place)) - np.repeat(np.cumsum(many) - many, many)
        places.append(place)
        found.append(np.load(_numbers(folder, name), mmap_mode="r")[begin[place] + nth])
    return np.concatenate(places), np.concatenate(found)


def keys_filed(folder: Path, names: Iterable[str]) -> Numbers:
    """Every key of some parts."""
    return np.concatenate([np.load(_keys(folder, name)) for name in names])


def _keys(folder: Path, name: str) -> Path:
    return folder / f"{name}-keys.npy"


def _numbers(folder: Path, name: str) -> Path:
    return folder / f"{name}-numbers.npy"
