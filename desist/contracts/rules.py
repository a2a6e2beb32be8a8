"""A contract compiled to one query: the typed rows, and the sentence of each rule a row breaks.

The query text is DuckDB's dialect of SQL and names no engine; whoever holds one runs it.
"""

from __future__ import annotations

from desist.contracts.column import ColumnRule, sentence
from desist.contracts.extract import Extract


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _raw(rule: ColumnRule) -> str:
    """The cell as text with white space laid aside and marks of absence turned into nothing."""
    cell = f"nullif(trim({quoted(rule.name)}, ' \t\u00a0'), '')"
    for mark in rule.missing:
        cell = f"nullif({cell}, {text(mark)})"
    return cell


def typed(rule: ColumnRule) -> str:
    """SQL that reads one column as its type; NULL where it is empty or cannot be read."""
    cell = _raw(rule)
    match rule.kind:
        case "int":
            return f"try_cast(replace({cell}, ',', '') as bigint)"
        case "float":
            number = f"try_cast(replace({cell}, ',', '') as double)"
            return f"(case when isfinite({number}) then {number} end)"
        case "date":
            return f"try_cast(case when {cell} ~ '^\\d{{4}}-\\d{{2}}-\\d{{2}}$' then {cell} end as date)"
        case "Month":
            return f"try_cast(case when {cell} ~ '^\\d{{4}}-\\d{{2}}$' then {cell} || '-01' end as date)"
        case "Timestamp":
            return f"try_cast({cell} as timestamptz)"
        case "bool":
            return f"(case lower({cell}) when 'true' then true when 'false' then false end)"
        case _:
            return cell


def breaks(rule: ColumnRule) -> list[tuple[str, str]]:
    """What can be wrong with one column: pairs of (SQL true for a bad row, the sentence)."""
    cell, value, say = _raw(rule), typed(rule), sentence(rule)
    faults: list[tuple[str, str]] = []
    if rule.required:
        faults.append((f"{cell} is null", f"{rule.header} is empty; {say[0].lower() + say[1:]}"))
    if rule.kind in ("Month", "date"):
        excel = f"regexp_matches({cell}, '^([A-Za-z]{{3}}-\\d{{2,4}}|\\d{{1,2}}/\\d{{1,2}}/\\d{{2,4}}|\\d{{5}})$')"
        faults.append(
            (
                f"{cell} is not null and {value} is null and {excel}",
                f"{say[:-1]}; this looks rewritten by a spreadsheet, so save the column as text.",
            )
        )
        faults.append((f"{cell} is not null and {value} is null and not {excel}", say))
    elif rule.kind != "str":
        faults.append((f"{cell} is not null and {value} is null", say))
    tests = []
    if rule.pattern:
        tests.append(f"regexp_full_match({cell}, {text(rule.pattern)})")
    if rule.values:
        tests.append(f"{value} in ({', '.join(text(each) for each in rule.values)})")
    if rule.least is not None:
        tests.append(f"{value} >= {rule.least!r}")
    if rule.most is not None:
        tests.append(f"{value} <= {rule.most!r}")
    for test in tests:
        faults.append((f"{value} is not null and not ({test})", say))
    if rule.not_before:
        faults.append(
            (f"{value} < {quoted('typed_' + rule.not_before)}", f"{rule.header} is before {rule.not_before}.")
        )
    return faults


def typed_rows(contract: type[Extract], source: str) -> str:
    """SQL: the rows of ``source`` (every column text) with each column read as its type."""
    columns = ", ".join(f"{typed(rule)} as {quoted(rule.name)}" for rule in contract.columns)
    return f"select {columns} from {source}"


def accepted_rows(contract: type[Extract], source: str, also: str = "", given_period: str = "") -> str:
    """SQL: the rows that keep the contract, typed, with their key; ``also`` adds columns as they are."""
    bad = [f"({test})" for rule in contract.columns for test, _ in _column_breaks(rule)]
    keep = f"not coalesce({' or '.join(bad)}, false)" if bad else "true"
    columns = ", ".join(f"{typed(rule)} as {quoted(rule.name)}" for rule in contract.columns)
    across = " and ".join(f"coalesce({test}, true)" for test, _ in contract.checks) or "true"
    period = text(given_period) if given_period else contract.period
    return f"""
        select *, {contract.place} as _place, {period} as _period, {contract.series} as _series
        from (select {columns}{', ' + also if also else ''} from {source} where {keep})
        where {across}"""


def faulty_rows(contract: type[Extract], source: str, also: str = "") -> str:
    """SQL: the rows that break the contract, as sent, each with the sentences of what it breaks."""
    faults = [pair for rule in contract.columns for pair in _column_breaks(rule)]
    said = ", ".join(f"case when {test} then {text(why)} end" for test, why in faults) or "null"
    raw = ", ".join(quoted(rule.name) for rule in contract.columns)
    typed_columns = ", ".join(f"{typed(rule)} as {quoted('_t_' + rule.name)}" for rule in contract.columns)
    across = [(_renamed(contract, test), why) for test, why in contract.checks]
    crossed = ", ".join(f"case when not ({test}) then {text(why)} end" for test, why in across) or "null"
    extra = ", " + also if also else ""
    return f"""
        select {raw}{extra}, concat_ws(' ', _within, _across) as _why
        from (
            select *, nullif(concat_ws(' ', {said}), '') as _within, nullif(concat_ws(' ', {crossed}), '') as _across
            from (select *, {typed_columns} from {source})
        )
        where _within is not null or _across is not null"""


def _column_breaks(rule: ColumnRule) -> list[tuple[str, str]]:
    return [
        (test.replace(quoted("typed_" + rule.not_before), f"try_cast({quoted(rule.not_before)} as date)"), why)
        for test, why in breaks(rule)
    ]


def _renamed(contract: type[Extract], test: str) -> str:
    """A rule across columns, spoken over the typed columns that stand beside the raw ones."""
    import re

    for rule in sorted(contract.columns, key=lambda each: -len(each.name)):
        test = re.sub(rf"\b{re.escape(rule.name)}\b", quoted("_t_" + rule.name), test)
    return test
