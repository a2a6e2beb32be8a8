"""Bring what records say of people to one spelling, so that only real differences are left to compare.

Everything is SQL that either engine runs; a value never passes through Python.
"""

from __future__ import annotations

from collections.abc import Collection
from importlib import resources
from pathlib import Path

from desist.linkage.fields import FIELDS, Kind
from desist.store.engine import sql_list

ACCENTED = "àáâãäåāăąçćčďđèéêëēėęěğìíîïīįıķĺľłñńňņòóôõöøōőřŕśšşșťţțùúûüūůűųýÿźżž"
PLAIN = "aaaaaaaaacccddeeeeeeeegiiiiiiiklllnnnnoooooooorrsssstttuuuuuuuuyyzzz"
# What is typed where nothing is known.
NOTHING = ("", "unknown", "notknown", "notstated", "na", "none", "null", "nan", "nk", "nfa", "nofixedabode")
DAYS_A_MONTH = 31  # in a day number that knows no calendar: only nearness is read from it
DAYS_A_YEAR = 12 * DAYS_A_MONTH

assert len(ACCENTED) == len(PLAIN)


def nicknames() -> str:
    """SQL for the table of nicknames and the names they stand for."""
    path = Path(str(resources.files("desist.linkage").joinpath("nicknames.csv")))
    return f"read_csv({sql_list([path])}, header=true, all_varchar=true)"


def prepared_sql(source: str, fields: Collection[str], nicknames: str) -> str:
    """SQL for the records of ``source`` in one spelling, with what comparing them needs besides.

    ``source`` has a whole number ``record`` and the fields as text; for ``nicknames`` and what is added
    see `completed_sql`.
    """
    nothing = ", ".join(f"'{each}'" for each in NOTHING)
    spelled = ", ".join(
        f"{_date(name) if FIELDS[name].kind is Kind.DATE else _plain(name)} as {name}" for name in fields
    )
    known = ", ".join(f"case when {name} not in ({nothing}) then {name} end as {name}" for name in fields)
    plain = f"(select record, {known} from (select record, {spelled} from {source}) as spelled)"
    return completed_sql(plain, fields, nicknames)


def completed_sql(plain: str, fields: Collection[str], nicknames: str) -> str:
    """SQL for records that are in one spelling, with what comparing them needs besides.

    ``nicknames`` has ``nickname`` and ``formal``. The answer has ``record``, each field, and
    ``first_known`` (the name a nickname stands for), ``name_low`` and ``name_high`` (given name and
    surname in the order of the alphabet, so that swapping them changes nothing), of the address
    ``house_number`` and ``street``, and of the date of birth ``born_year``, ``born_month``,
    ``born_mday`` and ``born_number``, near for near dates.
    """
    more, joined = [], ""
    if "first_name" in fields:
        more.append("coalesce(n.formal, p.first_name) as first_known")
        joined = f" left join {nicknames} as n on n.nickname = p.first_name"
    if {"first_name", "surname"} <= set(fields):
        more.append("least(p.first_name, p.surname) as name_low")
        more.append("greatest(p.first_name, p.surname) as name_high")
    if "address" in fields:
        more.append("nullif(regexp_extract(p.address, '^[0-9]+', 0), '') as house_number")
        more.append("nullif(regexp_replace(p.address, '^[0-9]+', ''), '') as street")
    if "date_of_birth" in fields:
        year, month, day = (_part(start, length) for start, length in ((1, 4), (5, 2), (7, 2)))
        more += [f"{year} as born_year", f"{month} as born_month", f"{day} as born_mday"]
        more.append(f"{year} * {DAYS_A_YEAR} + {month} * {DAYS_A_MONTH} + {day} as born_number")
    added = "".join(f", {each}" for each in more)
    return f"select p.*{added} from {plain} as p{joined}"


def _plain(name: str) -> str:
    """A value in small letters without accents, blanks and marks."""
    small = f"lower({name})"
    letters = f"translate(replace(replace({small}, 'ß', 'ss'), 'æ', 'ae'), '{ACCENTED}', '{PLAIN}')"
    # Few values have an accent, and looking each letter up takes long.
    plain = f"case when regexp_matches({small}, '[^ -~]') then {letters} else {small} end"
    return f"regexp_replace({plain}, '[^a-z0-9]', '', 'g')"


def _date(name: str) -> str:
    """A date as its eight digits, year first, whether written 1975-08-31, 31/08/1975 or 19750831."""
    year_first, day_first = r"^(\d{4})\D(\d{1,2})\D(\d{1,2})", r"^(\d{1,2})\D(\d{1,2})\D(\d{4})"

    def joined(pattern: str, order: tuple[int, int, int]) -> str:
        year, month, day = (f"regexp_extract({name}, '{pattern}', {group})" for group in order)
        return f"{year} || lpad({month}, 2, '0') || lpad({day}, 2, '0')"

    return (
        f"case when regexp_matches({name}, '{year_first}') then {joined(year_first, (1, 2, 3))} "
        f"when regexp_matches({name}, '{day_first}') then {joined(day_first, (3, 2, 1))} "
        rf"when regexp_matches({name}, '^\d{{8}}$') then {name} end"
    )


def _part(start: int, length: int) -> str:
    return f"try_cast(substr(p.date_of_birth, {start}, {length}) as integer)"
