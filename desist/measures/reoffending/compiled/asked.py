"""What the compiled pass needs, as questions over the standard records, and their answers as arrays."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

from desist.measures.reoffending.compiled.people import (
    INDEX_COLUMNS,
    OLDEST,
    PERSON_COLUMNS,
    UNKNOWN_BIRTH,
    Described,
    Lookups,
)
from desist.measures.reoffending.compiled.sorted_histories import SortedHistories, gathered
from desist.records.catalogue import record_sql

Ask = Callable[[str], list[dict[str, Any]]]
Levels = Mapping[str, tuple[str | None, ...]]
NOT_STATED = "not stated"
CODES = 100_000  # codes have five digits


def offences_sql() -> str:
    """One row a proven offence, as numbers; the record is written out, so that nobody keeps a copy of it."""
    return _written("offences").replace("{proven_offence}", record_sql("proven_offence"))


def people_sql() -> str:
    """One row a person and source, as the agencies describe them."""
    return _written("people")


def people_levels(ask: Ask, sources: Sequence[str]) -> Levels:
    """Every level of the columns that tell of people, in the order of the alphabet.

    ``sources`` are those that anything proven comes from; others describe people in vain.
    """
    each = " union all ".join(
        f"select distinct '{name}' as name, {name} as level from p" for name in PERSON_COLUMNS
    )
    rows = ask(f"with p as (\n{people_sql()}\n)\n{each} order by name, level nulls last")
    found = {name: tuple(row["level"] for row in rows if row["name"] == name) for name in PERSON_COLUMNS}
    return {**found, "source": tuple(sorted(sources))}


def numbered_people_sql(levels: Levels) -> str:
    """The same rows with every level as its number."""
    numbers = ", ".join(f"at_{name}.number as {name}" for name in PERSON_COLUMNS)
    joins = "\n".join(
        f"join (values {_values(levels[name])}) as at_{name} (level, number)\n"
        f"    on at_{name}.level is not distinct from p.{name}"
        for name in PERSON_COLUMNS
        if levels[name]
    )
    if not joins:  # nobody is described
        numbers = ", ".join(f"0 as {name}" for name in PERSON_COLUMNS)
    return (
        f"select p.source as told_by, p.person_id, p.born, {numbers}\nfrom (\n{people_sql()}\n) as p\n{joins}"
    )


def numbered_sql(offences: str, people: str, levels: Levels) -> str:
    """Everybody against whom anything was proven, by number; relations as the two queries above give them.

    Somebody whom no agency describes is not known: in a cohort, but in no place and so in no count.
    """
    told = ", ".join(f"coalesce(d.{name}, 0)::smallint as {name}" for name in PERSON_COLUMNS[1:])
    return (
        "select (row_number() over (order by o.source, o.person_id) - 1)::integer as number,\n"
        "    o.source as told_by, o.person_id, d.person_id is not null as known,\n"
        f"    coalesce(d.born, {UNKNOWN_BIRTH})::integer as born, s.number as source, {told}\n"
        f"from (select distinct source, person_id from {offences}) as o\n"
        f"join (values {_values(levels['source'])}) as s (level, number) on s.level = o.source\n"
        f"left join {people} as d on d.told_by = o.source and d.person_id = o.person_id\n"
        "order by number"
    )


def sorted_sql(offences: str, numbered: str) -> str:
    """Every offence with its person's number, in the order in which the pass reads them."""
    return (
        "select n.number, o.proof, o.offence, o.index, o.code, o.kind, o.counts\n"
        f"from {offences} as o\n"
        f"join {numbered} as n on n.told_by = o.source and n.person_id = o.person_id\n"
        "order by n.number, o.proof, o.index, o.offence, o.kind, o.code, o.counts"
    )


def _values(levels: tuple[str | None, ...]) -> str:
    texts = ["null::varchar" if each is None else "'" + each.replace("'", "''") + "'" for each in levels]
    return ", ".join(f"({text}, {number}::smallint)" for number, text in enumerate(texts))


def histories_of(columns: Mapping[str, NDArray[Any]], people: int) -> SortedHistories:
    """Histories from columns sorted by person and day of proof; ``number`` tells the person of each row."""
    starts = np.searchsorted(columns["number"], np.arange(people + 1)).astype(np.int64)
    return gathered({name: column for name, column in columns.items() if name != "number"}, starts)


def described(columns: Mapping[str, NDArray[Any]]) -> Described:
    """People from their columns, an entry each; ``known`` is false of somebody whom no agency describes."""
    return Described(
        known=columns["known"].astype(np.bool_),
        born=columns["born"].astype(np.int32),
        levels=np.array([columns[name] for name in PERSON_COLUMNS], dtype=np.int16),
    )


def lookups(ask: Ask, people: Levels) -> Lookups:
    """Where ages, codes and numbers of previous offences belong, as the records have it."""
    bands = ask("select age_band, age_group, youngest, oldest from age_band order by youngest")
    groups = ask("select code, offence_group from ref_moj_offence_codes where offence_group is not null")
    previous = ask("select previous_offences_band, least from previous_offences_band order by least")
    kinds = ask("select disposal from disposal_kind order by severity")
    levels = {
        **people,
        "age_band": (*(row["age_band"] for row in bands), NOT_STATED),
        "age_group": (*dict.fromkeys(row["age_group"] for row in bands), NOT_STATED),
        "index_offence_group": (*sorted({row["offence_group"] for row in groups} - {NOT_STATED}), NOT_STATED),
        "disposal": tuple(row["disposal"] for row in kinds),
        "previous_offences_band": tuple(row["previous_offences_band"] for row in previous),
    }
    age = np.empty((OLDEST + 2, 2), dtype=np.int16)
    age[:] = [len(levels["age_band"]) - 1, len(levels["age_group"]) - 1]
    for row in bands:
        at = [levels[name].index(row[name]) for name in ("age_band", "age_group")]
        age[row["youngest"] : row["oldest"] + 1] = at
    group_of_code = np.full(CODES, len(levels["index_offence_group"]) - 1, dtype=np.int16)
    for row in groups:
        group_of_code[int(row["code"])] = levels["index_offence_group"].index(row["offence_group"])
    return Lookups(
        levels={name: levels[name] for name in (*PERSON_COLUMNS, *INDEX_COLUMNS)},
        age=age,
        group_of_code=group_of_code,
        least_previous=np.array([row["least"] for row in previous], dtype=np.int32),
    )


def _written(name: str) -> str:
    file = resources.files("desist.measures.reoffending.compiled").joinpath(f"{name}.sql")
    return file.read_text(encoding="utf-8").strip()
