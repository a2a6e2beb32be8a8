"""Where a measure's query comes from: a .sql file beside the measures, or a record by its name."""

from __future__ import annotations

from functools import cache
from importlib import resources

from desist.vocabulary.measure import Measure

AUTHOR = "Desist project"
CHECKER = "golden tests against the published tables"


@cache
def rows_sql(name: str) -> str:
    """The query that gives a measure's rows; a name without a file of its own is a record."""
    file = resources.files("desist.measures").joinpath(f"{name}.sql")
    return file.read_text(encoding="utf-8") if file.is_file() else f"select * from {name}"


def held_sql(measure: Measure) -> str:
    """The query that says for which places and periods a measure's rows are complete."""
    if measure.held:
        return rows_sql(measure.held)
    return f"select distinct place, period_start, period_end, source from ({rows_sql(measure.of)}\n)"
