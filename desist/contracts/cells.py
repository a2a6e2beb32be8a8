"""One cell as SQL: tidied of white space, then read as its type, or nothing where it cannot be.

The text is DuckDB's dialect of SQL and names no engine. A cell goes by three names: as sent
(``month``), tidied (``_c_month``), and read as its type (``_t_month``).
"""

from __future__ import annotations

from dataclasses import dataclass

from desist.contracts.column import ColumnRule

NBSP = "\u00a0"
BLANKS = f" \t{NBSP}"

# What a spreadsheet makes of a month, a day or a long code: Jan-25, 01-Jan-25, 31/01/2025 09:30,
# 2025-01-01, 1.23E+05; and, in a column of days or months alone, a serial number such as 45678.
_REWRITTEN = (
    r"[A-Za-z]{3}-\d{2,4}|\d{1,2}-[A-Za-z]{3}(-\d{2,4})?|\d{1,2}/\d{1,2}/\d{2,4}( \d{1,2}:\d{2}(:\d{2})?)?"
    r"|\d{4}-\d{2}-\d{2}( 00:00:00)?|\d(\.\d+)?E\+\d+"
)
_SERIAL = r"|\d{5}(\.\d+)?"

# Thousands may be parted by commas, in groups of three; Excel leaves .0 behind whole numbers.
_WHOLE = r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.0+)?"
_GROUPED = r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?"
_YEAR = r"(1[89]|2[01])\d{2}"
_MOMENT = _YEAR + r"-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}(:?\d{2})?)?"


@dataclass(frozen=True, kw_only=True)
class Reading:
    """How the cells of a file are to be read.

    ``odd_blanks``: tabs or non-breaking spaces may stand around a value, not spaces alone.
    ``decimal_comma``: cells are parted by semicolons, as where a comma is the decimal point, so a
    comma in a number cannot be trusted.
    """

    odd_blanks: bool = True
    decimal_comma: bool = False


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def cell(rule: ColumnRule) -> str:
    return quoted("_c_" + rule.name)


def value(rule: ColumnRule) -> str:
    return quoted("_t_" + rule.name)


def tidied(rule: ColumnRule, reading: Reading) -> str:
    """SQL: the cell without white space around it; nothing where it is empty or marked as absent."""
    sent = quoted(rule.name)
    # Most cells need no trimming, and looking costs a fraction of it. '!' follows the space in the code.
    if reading.odd_blanks:
        padded = " or ".join(f"ends_with({sent}, {text(blank)})" for blank in BLANKS)
        padded = f"{sent} < '!' or starts_with({sent}, {text(NBSP)}) or {padded}"
        trimmed = f"trim({sent}, {text(BLANKS)})"
    else:
        padded, trimmed = f"{sent} < '!' or ends_with({sent}, ' ')", f"trim({sent})"
    tidy = f"case when {padded} then nullif({trimmed}, '') else {sent} end"
    if not rule.missing:
        return tidy
    absent = ", ".join(text(mark) for mark in rule.missing)
    return f"case when ({tidy}) not in ({absent}) then ({tidy}) end"


def typed(rule: ColumnRule, reading: Reading) -> str:
    """SQL: the tidied cell read as its type; NULL where it cannot be."""
    sent = cell(rule)
    match rule.kind:
        case "int":
            plain = f"try_cast(regexp_replace(replace({sent}, ',', ''), '\\.0+$', '') as bigint)"
            comma = f"and not contains({sent}, ',')" if reading.decimal_comma else ""
            return f"case when regexp_full_match({sent}, '{_WHOLE}') {comma} then {plain} end"
        case "float":
            # The engine reads more than people mean by a number: nan, inf, and 1_000 as in programs.
            plain = f"try_cast({sent} as double)"
            without = f"try_cast(replace({sent}, ',', '') as double)"
            grouped = f"case when regexp_full_match({sent}, '{_GROUPED}') then {without} end"
            other = "null" if reading.decimal_comma else grouped
            fit = f"isfinite({plain}) and not contains({sent}, '_')"
            return f"case when {plain} is null then {other} when {fit} then {plain} end"
        case "date":
            day = f"regexp_full_match({sent}, '{_YEAR}-\\d{{2}}-\\d{{2}}')"
            return f"try_cast(case when {day} then {sent} end as date)"
        case "Month":
            # A workbook that was given 2025-01 keeps the day 2025-01-01; no other day will do.
            within = f"{sent} between '1800-01' and '2199-12-99'"
            month = f"when {sent} like '____-__' then {sent} || '-01'"
            first_day = f"when {sent} like '____-__-01' then {sent}"
            return f"case when {within} then try_cast(case {month} {first_day} end as date) end"
        case "Timestamp":
            return (
                f"try_cast(case when regexp_full_match({sent}, '{_MOMENT}') then {sent} end as timestamptz)"
            )
        case "bool":
            return f"case lower({sent}) when 'true' then true when 'false' then false end"
        case _:
            return sent


def rewritten(rule: ColumnRule) -> str:
    """SQL: whether a cell looks like what a spreadsheet makes of such a value."""
    serial = _SERIAL if rule.kind in ("date", "Month", "Timestamp") else ""
    return f"regexp_full_match({cell(rule)}, '{_REWRITTEN}{serial}')"


def lost_zero(rule: ColumnRule) -> str:
    """SQL: whether a code would be right with the leading zeros that a spreadsheet takes away."""
    padded = " or ".join(
        f"regexp_full_match({text('0' * n)} || {cell(rule)}, {text(rule.pattern)})" for n in (1, 2, 3)
    )
    return f"({padded})"
