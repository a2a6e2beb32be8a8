"""Which engine is meant: DuckDB in this process, or a Spark cluster by the address of its master."""

from __future__ import annotations

import re

from desist.vocabulary.mistake import OperatorMistake

DUCKDB = "duckdb"
# Several masters, of which one leads and the others stand by, are written with commas between them.
SPARK = re.compile(r"spark://[^\s/:,]+:\d{1,5}(,[^\s/:,]+:\d{1,5})*")


def known_engine(named: str) -> str:
    """The engine that is meant; anything but duckdb and the address of a Spark master is refused."""
    name = named.strip() or DUCKDB
    if name.lower() == DUCKDB:
        return DUCKDB
    if SPARK.fullmatch(name):
        return name
    raise OperatorMistake(
        f"'{named}' is no engine: it is duckdb, or the address of a Spark cluster.",
        hint="Write the address as spark://host:7077, the port with it.",
    )
