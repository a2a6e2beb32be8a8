"""A contract compiled to SQL: the typed rows that keep it, and the sentence of each rule a row breaks."""

from __future__ import annotations

from dataclasses import dataclass

from desist.contracts.cells import Reading, cell, lost_zero, quoted, rewritten, text, tidied, typed, value
from desist.contracts.column import ColumnRule, sentence
from desist.contracts.extract import Extract
from desist.contracts.words import replace_names
from desist.vocabulary.reference_tables import rows, sources

SPREADSHEET = "this looks rewritten by a spreadsheet, so save the column as text."
LOST_ZERO = "a leading zero seems lost, as in a spreadsheet, so save the column as text."
EMPTY = "Every cell of the line is empty."


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One thing that can be wrong with a row: SQL that is true of such a row, SQL for the sentence."""

    test: str
    say: str


@dataclass(frozen=True, kw_only=True)
class Keyed:
    """SQL for the place and the period of a row where the file says them and not the row."""

    place: str = ""
    period: str = ""


def layers(contract: type[Extract], source: str, reading: Reading) -> str:
    """SQL: every row of ``source`` under all three names of each column."""
    cells = ", ".join(f"{tidied(rule, reading)} as {cell(rule)}" for rule in contract.columns)
    values = ", ".join(f"{typed(rule, reading)} as {value(rule)}" for rule in contract.columns)
    return f"(select *, {values} from (select *, {cells} from {source}))"


def faults(contract: type[Extract]) -> list[Fault]:
    """Everything that can be wrong with a row of this contract."""
    found = [fault for rule in contract.columns for fault in _column_faults(rule)]
    names = {rule.name: value(rule) for rule in contract.columns}
    checks = [
        Fault(test=f"not ({replace_names(test, names)})", say=text(why)) for test, why in contract.checks
    ]
    return found + checks


def _column_faults(rule: ColumnRule) -> list[Fault]:
    sent, read, say = cell(rule), value(rule), sentence(rule)
    found: list[Fault] = []
    if rule.required:
        said = f"{rule.header} is empty; it must be{say.split(' must be', 1)[1]}"
        found.append(Fault(test=f"{sent} is null", say=text(said)))
    hinted = f"case when {rewritten(rule)} then {text(f'{say[:-1]}; {SPREADSHEET}')} else {text(say)} end"
    unread = f"{sent} is not null and {read} is null"
    if rule.kind in ("Month", "date", "Timestamp"):
        found.append(Fault(test=unread, say=hinted))
    elif rule.kind != "str":
        found.append(Fault(test=unread, say=text(say)))
    if rule.pattern:
        zero = f"when {lost_zero(rule)} then {text(f'{say[:-1]}; {LOST_ZERO}')} "
        test = f"not regexp_full_match({sent}, {text(rule.pattern)})"
        found.append(Fault(test=test, say=hinted.replace("case ", f"case {zero}", 1)))
    if rule.values:
        listed = ", ".join(text(each) for each in rule.values)
        found.append(Fault(test=f"{read} not in ({listed})", say=text(say)))
    if rule.least is not None:
        found.append(Fault(test=f"{read} < {rule.least!r}", say=text(say)))
    if rule.most is not None:
        found.append(Fault(test=f"{read} > {rule.most!r}", say=text(say)))
    if rule.known_in:
        listed = ", ".join(text(code) for code in _codes(rule))
        shaped = f"regexp_full_match({sent}, {text(rule.pattern)}) and " if rule.pattern else ""
        said = f"{rule.header} is not among the codes of the {sources()[rule.known_in].publisher}."
        found.append(Fault(test=f"{shaped}{read} not in ({listed})", say=text(said)))
    if rule.not_before:
        found.append(
            Fault(
                test=f"{read} < {quoted('_t_' + rule.not_before)}",
                say=text(f"{rule.header} is before {rule.not_before}."),
            )
        )
    return found


def _codes(rule: ColumnRule) -> tuple[str, ...]:
    return tuple(row["code"] for row in rows(rule.known_in)) if rule.known_in else ()


def _bad(contract: type[Extract]) -> str:
    return " or ".join(f"coalesce({fault.test}, false)" for fault in faults(contract)) or "false"


def accepted_rows(contract: type[Extract], source: str, reading: Reading, also: str, keyed: Keyed) -> str:
    """SQL: the rows that keep the contract, typed, with their key; ``also`` adds columns as they are."""
    columns = ", ".join(f"{value(rule)} as {quoted(rule.name)}" for rule in contract.columns)
    place = keyed.place or contract.key_place
    period = keyed.period or contract.key_period
    month = next((rule for rule in contract.columns if rule.name == period and rule.kind == "Month"), None)
    if month:
        # The cell itself is cheaper than a date written out again, and says the same.
        period, columns = "_month", f"{columns}, left({cell(month)}, 7) as _month"
    key = f"{place} as _place, {period} as _period, {contract.key_series} as _series"
    kept = f"from {layers(contract, source, reading)} where not ({_bad(contract)})"
    return f"select *, {key} from (select {columns}, {also} {kept})"


def faulty_rows(contract: type[Extract], source: str, reading: Reading, also: str) -> str:
    """SQL: columns ``also`` of the rows that break the contract, and ``_why`` with every sentence."""
    said = ", ".join(f"case when {fault.test} then {fault.say} end" for fault in faults(contract))
    empty = " and ".join(f"{cell(rule)} is null" for rule in contract.columns)
    why = f"case when {empty} then {text(EMPTY)} else concat_ws(' ', {said}) end"
    return f"select {also}, {why} as _why from {layers(contract, source, reading)} where {_bad(contract)}"


def fingerprint(contract: type[Extract]) -> str:
    """A short mark of all a contract demands: it changes when any of its rules does."""
    import hashlib

    key = (contract.key_place, contract.key_period, contract.key_series)
    known = tuple(map(_codes, contract.columns))
    rules = repr((contract.columns, contract.checks, *key, *filter(None, known)))
    return hashlib.sha256(rules.encode()).hexdigest()[:16]
