"""Desist: how a local criminal justice partnership measures, judges and reports its work.

>>> import desist
>>> home = desist.open("durham")
>>> home.measure("offences_per_1000", place="Durham").to_pandas()
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desist.vocabulary.version import VERSION

if TYPE_CHECKING:
    from desist.home.opened import Home

__version__ = VERSION


def open(folder: str | Path, *, engine: str = "duckdb") -> Home:
    """Open a partnership's folder for work.

    ``engine`` answers the questions of measures: duckdb, or a Spark cluster such as spark://host:7077.
    """
    from desist.home.opened import Home

    return Home(Path(folder), engine=engine)
