"""Figures about groups, made without the rows of compartments that no figure counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from desist.access.one_person import LINKED, SENT, SENT_BY_ID
from desist.access.persons import TABLES
from desist.access.visible import hidden, matches
from desist.partnership.access import Compartment, Figures
from desist.store.engine import parquet
from desist.store.store import Store


def left_out(
    compartments: Iterable[Compartment],
    instead: Mapping[str, str],
    store: Store,
    versions: Mapping[str, int] | None,
) -> dict[str, str]:
    """Queries to read in the place of tables, without the rows of compartments whose figures are left out.

    ``instead`` are queries that already stand in for tables; they come back alone where no such compartment
    holds a row at these versions. The same for everybody who asks: a figure cannot tell what somebody may not
    see.
    """
    shut = [
        each
        for each in compartments
        if each.figures is Figures.LEFT_OUT and _holds_rows(each, store, versions)
    ]
    found = dict(instead)
    under = sent(store, versions)
    for table in TABLES.values():
        condition = hidden(shut, table, {each.id for each in shut}, under)
        if condition != "(false)":
            rows = f"({instead[table.view]})" if table.view in instead else table.view
            found[table.view] = f"select t.* from {rows} as t where not {condition}"
    return found


def sent(store: Store, versions: Mapping[str, int] | None = None) -> str:
    """The relation of references that mean one person as agencies sent it, for figures at some versions."""
    return SENT_BY_ID if LINKED in (store.versions() if versions is None else versions) else SENT


def _holds_rows(compartment: Compartment, store: Store, versions: Mapping[str, int] | None) -> bool:
    engine = store.engine()
    try:
        for rows in compartment.rows:
            version = None if versions is None else versions.get(rows.contract, -1)
            files = store.table(rows.contract).files(version)
            # How old people are is asked of another table: any row may be one.
            if files and (
                rows.under_age is not None
                or engine.one(
                    f"select exists (select 1 from {parquet(files)} as t where {matches(rows, 't')})"
                )
            ):
                return True
        return False
    finally:
        engine.close()
