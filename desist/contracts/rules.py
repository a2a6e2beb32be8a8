"""A contract compiled to one query: the typed rows, and the sentence of each rule a row breaks.

The query text is DuckDB's dialect of SQL and names no engine; whoever holds one runs it. It works
in three layers, each column under three names: as sent (``month``), tidied (``_c_month``), and
read as its type (``_t_month``).
"""

from __future__ import annotations

import re

from desist.contracts.column import ColumnRule, sentence
from desist.contracts.extract import Extract

# A month or day that a spreadsheet has rewritten: Jan-25, 31/01/2025, 45678.
SPREADSHEET_DATE = r"^([A-Za-z]{3}-\d{2,4}|\d{1,2}/\d{1,2}/\d{2,4}|\d{5})$"


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _cell(rule: ColumnRule) -> str:
    return quoted("_c_" + rule.name)


def _value(rule: ColumnRule) -> str:
    return quoted("_t_" + rule.name)


def _tidied(rule: ColumnRule) -> str:
    """SQL: the cell with white space laid aside; nothing where it is empty or marked as absent."""
    trimmed = f"trim({quoted(rule.name)}, ' \t\u00a0')"
    absent = ", ".join(text(mark) for mark in ("", *rule.missing))
    return f"case when {trimmed} not in ({absent}) then {trimmed} end"


def _typed(rule: ColumnRule) -> str:
    """SQL: the tidied cell read as its type; NULL where it cannot be."""
    cell = _cell(rule)
    match rule.kind:
        case "int":
            # Published tables write whole numbers as 1,234 and, after a spreadsheet, as 1234.0.
            return f"try_cast(regexp_replace(replace({cell}, ',', ''), '\\.0+$', '') as bigint)"
        case "float":
            # Neither 'nan' nor 'inf' is a number anybody counted.
            return f"try_cast(case when {cell} ~ '.*\\d.*' then replace({cell}, ',', '') end as double)"
        case "date":
            return f"try_cast(case when {cell} ~ '^\\d{{4}}-\\d{{2}}-\\d{{2}}$' then {cell} end as date)"
        case "Month":
            return f"try_cast(case when {cell} ~ '^\\d{{4}}-\\d{{2}}$' then {cell} || '-01' end as date)"
        case "Timestamp":
            return f"try_cast({cell} as timestamptz)"
        case "bool":
            return f"case lower({cell}) when 'true' then true when 'false' then false end"
        case _:
            return cell


def layers(contract: type[Extract], source: str) -> str:
    """SQL: every row of ``source`` under all three names of each column."""
    cells = ", ".join(f"{_tidied(rule)} as {_cell(rule)}" for rule in contract.columns)
    values = ", ".join(f"{_typed(rule)} as {_value(rule)}" for rule in contract.columns)
    return f"(select *, {values} from (select *, {cells} from {source}))"


def faults(contract: type[Extract]) -> list[tuple[str, str]]:
    """Everything that can be wrong with a row: pairs of (SQL true for such a row, the sentence)."""
    found = [fault for rule in contract.columns for fault in _column_faults(rule)]
    return found + [(f"not ({_over_values(contract, test)})", why) for test, why in contract.checks]


def _column_faults(rule: ColumnRule) -> list[tuple[str, str]]:
    cell, value, say = _cell(rule), _value(rule), sentence(rule)
    found: list[tuple[str, str]] = []
    if rule.required:
        found.append((f"{cell} is null", f"{rule.header} is empty; it must be{say.split(' must be', 1)[1]}"))
    unread = f"{cell} is not null and {value} is null"
    if rule.kind in ("Month", "date"):
        rewritten = f"regexp_matches({cell}, '{SPREADSHEET_DATE}')"
        hint = f"{say[:-1]}; this looks rewritten by a spreadsheet, so save the column as text."
        found += [(f"{unread} and {rewritten}", hint), (f"{unread} and not {rewritten}", say)]
    elif rule.kind != "str":
        found.append((unread, say))
    if rule.pattern:
        found.append((f"not regexp_full_match({cell}, {text(rule.pattern)})", say))
    if rule.values:
        found.append((f"{value} not in ({', '.join(text(each) for each in rule.values)})", say))
    if rule.least is not None:
        found.append((f"{value} < {rule.least!r}", say))
    if rule.most is not None:
        found.append((f"{value} > {rule.most!r}", say))
    if rule.not_before:
        found.append((f"{value} < {quoted('_t_' + rule.not_before)}", f"{rule.header} is before {rule.not_before}."))
    return found


def _over_values(contract: type[Extract], test: str) -> str:
    """A rule across columns, spoken over the typed values."""
    names = "|".join(re.escape(rule.name) for rule in contract.columns)
    return re.sub(rf"\b({names})\b(?!')", lambda found: quoted("_t_" + found[1]), test)


def accepted_rows(
    contract: type[Extract], source: str, also: str = "", given_period: str = "", given_place: str = ""
) -> str:
    """SQL: the rows that keep the contract, typed, with their key; ``also`` adds columns as they are."""
    bad = " or ".join(f"coalesce({test}, false)" for test, _ in faults(contract)) or "false"
    columns = ", ".join(f"{_value(rule)} as {quoted(rule.name)}" for rule in contract.columns)
    period = text(given_period) if given_period else contract.key_period
    place = text(given_place) if given_place else contract.key_place
    return f"""
        select *, {place} as _place, {period} as _period, {contract.key_series} as _series
        from (select {columns}{", " + also if also else ""} from {layers(contract, source)} where not ({bad}))"""


def faulty_rows(contract: type[Extract], source: str, also: str) -> str:
    """SQL: columns ``also`` of the rows that break the contract, and ``_why`` with every sentence."""
    said = ", ".join(f"case when {test} then {text(why)} end" for test, why in faults(contract)) or "null"
    return f"""
        select {also}, _why
        from (select {also}, nullif(concat_ws(' ', {said}), '') as _why from {layers(contract, source)})
        where _why is not null"""
