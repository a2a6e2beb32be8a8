"""Say of rows that were loaded but that nothing reads: a measure or a place that Desist does not know."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import closing

from desist.contracts.local import Series
from desist.contracts.person_level import CohortMembership
from desist.intake.load import Loaded
from desist.measures.catalogue import CATALOGUE
from desist.store.engine import parquet
from desist.store.store import Store
from desist.vocabulary import reference
from desist.vocabulary.mistake import OperatorMistake, nearest


def unread(store: Store, loaded: Loaded, schemes: Collection[str] = ()) -> tuple[str, ...]:
    """One sentence for each name in a load that no measure will ever look up, with the nearest known one.

    ``schemes`` are those that the partnership declares; members of another are counted, and told of here.
    """
    live = store.table(loaded.contract).files()
    if not loaded.id or not live:
        return ()
    with closing(store.engine()) as engine:
        rows = engine.rows(
            f"select distinct _place, _series from {parquet(live)} where _load = $1", [loaded.id]
        )
    said = [_of_place(place) for place in sorted({place for place, _ in rows if place})]
    if loaded.contract == Series.contract:
        said += [_of_measure(name) for name in sorted({name for _, name in rows})]
    if loaded.contract == CohortMembership.contract:
        said += [_of_scheme(name, schemes) for name in sorted({name for _, name in rows} - set(schemes))]
    return tuple(each for each in said if each)


def _of_place(name: str) -> str:
    try:
        reference.place(name)
    except OperatorMistake as mistake:
        return f"Nothing reads the rows of '{name}': it is no place that Desist knows. {mistake.hint}".strip()
    return ""


def _of_scheme(name: str, schemes: Collection[str]) -> str:
    near = nearest(name, list(schemes)) or "Declare it there under [[scheme]]."
    return f"partnership.toml declares no scheme '{name}'. {near}"


def _of_measure(name: str) -> str:
    if name not in CATALOGUE:
        hint = nearest(name, list(CATALOGUE)) or "'desist measures' lists them all."
        return f"Nothing reads the rows of '{name}': it is no measure that Desist knows. {hint}"
    supplied = CATALOGUE[name].contracts
    if Series.contract not in supplied:
        counted = " and ".join(supplied)
        return f"Nothing reads the rows of '{name}': it is counted from {counted}, not from a return."
    return ""
