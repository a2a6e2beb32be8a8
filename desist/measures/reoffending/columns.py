"""The columns that people are read in: one place a person, or an event, and the same order in each."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Column = NDArray[np.float64]
Counts = NDArray[np.int64]
Flags = NDArray[np.bool_]
Days = NDArray[np.datetime64]


def logistic(z: Column) -> Column:
    """The chance that a log-odds stands for."""
    return np.asarray(1 / (1 + np.exp(-z)), dtype=np.float64)
