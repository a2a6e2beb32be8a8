"""Columns as bare numbers: any stretch is read back, and a folder is there whole or not at all."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from desist.store.flat_columns import FlatColumns, FlatWriter

WHOLE = np.dtype(np.int32)


def written(folder: Path) -> Path:
    with FlatWriter(folder) as writer:
        writer.append("days", np.arange(5, dtype=np.int32))
        writer.append("days", np.arange(5, 12, dtype=np.int32))
        writer.append("flags", np.array([True, False]))
        writer.append("nobody", np.empty(0, dtype=np.int32))
        writer.finish({"rows": 12})
    return folder


def test_any_stretch_is_read_back(tmp_path: Path) -> None:
    columns = FlatColumns(written(tmp_path / "laid out"))
    assert columns.about["rows"] == 12
    assert columns.read("days", WHOLE, 3, 9).tolist() == [3, 4, 5, 6, 7, 8]
    assert columns.read("flags", np.dtype(np.bool_), 0, 2).tolist() == [True, False]
    assert columns.read("nobody", WHOLE, 0, 0).tolist() == []
    columns.close()


def test_a_column_that_ends_too_soon_is_no_answer(tmp_path: Path) -> None:
    columns = FlatColumns(written(tmp_path / "laid"))
    with pytest.raises(EOFError, match="days ends before place 13"):
        columns.read("days", WHOLE, 9, 13)
    columns.close()


def test_an_open_folder_is_read_to_its_end_though_it_is_made_anew(tmp_path: Path) -> None:
    columns = FlatColumns(written(tmp_path / "laid"))
    written(tmp_path / "laid")
    assert columns.read("days", WHOLE, 0, 2).tolist() == [0, 1]
    columns.close()


def test_what_was_not_finished_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="stop"), FlatWriter(tmp_path / "laid") as writer:
        writer.append("days", np.arange(5, dtype=np.int32))
        raise ValueError("stop")
    assert list(tmp_path.iterdir()) == []
