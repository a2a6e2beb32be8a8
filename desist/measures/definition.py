"""Where a measure's query comes from: a .sql file beside the measures, or a record by its name."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

from desist.contracts.catalogue import CONTRACTS
from desist.measures.reoffending.follow_up import FOLLOWED_UP, followed_up_sql
from desist.records.catalogue import RECORDS, record_sql
from desist.vocabulary.measure import Measure

AUTHOR = "Desist project"
CHECKER = "golden tests against the published tables"
ENGLAND_AND_WALES = "K04000001"


@cache
def rows_sql(name: str) -> str:
    """The query that gives a measure's rows; a name without a file of its own is a record.

    Either may be followed by a condition: "series where measure = 'rj_referrals'".
    """
    word, _, condition = name.partition(" where ")
    file = resources.files("desist.measures").joinpath(f"{word}.sql")
    if not file.is_file():
        return f"select * from {name}"
    written = file.read_text(encoding="utf-8").strip()
    return f"select * from (\n{written}\n) where {condition}" if condition else written


def held_sql(measure: Measure) -> str:
    """The query that says for which places and periods a measure's rows are complete."""
    if measure.held:
        return rows_sql(measure.held)
    return f"select distinct place, period_start, period_end, source from (\n{rows_sql(measure.of)}\n)"


def built_on(sql: str) -> dict[str, str]:
    """The query of every record and follow-up that a query reads, by name, each after those it reads."""
    found: dict[str, str] = {}
    for name in dict.fromkeys(re.findall(r"^[^-\n]*?\b(?:from|join)\s+([a-z_]+)", sql, re.MULTILINE)):
        if name in RECORDS or name in FOLLOWED_UP:
            written = record_sql(name) if name in RECORDS else followed_up_sql(name)
            found |= {**built_on(written), name: written}
    return found


@cache
def contracts_read(measure: Measure, by: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Every contract whose rows can make a difference to a measure: those it names, then any other it reads.

    It names the ones that supply it; others are read where they are held, as time in custody is taken from
    days at liberty. ``by`` are breakdowns that are shown, some of which only another contract tells.
    """
    queries = [rows_sql(measure.of), held_sql(measure)]
    queries += [rows_sql(of) for name, of in measure.once_for_each if name in by]
    queries += [rows_sql(measure.over)] if measure.over else []
    whole = "\n".join(each for query in queries for each in (query, *built_on(query).values()))
    named = set(re.findall(r"[a-z0-9_]+", re.sub(r"--.*", "", whole)))
    read = [name for name, extract in CONTRACTS.items() if extract.table() in named]
    return tuple(dict.fromkeys((*measure.contracts, *sorted(read))))
