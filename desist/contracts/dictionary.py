"""The data dictionary: one page a contract, written from the contract itself."""

from __future__ import annotations

import inspect
from collections.abc import Iterable

from desist.contracts.catalogue import CONTRACTS
from desist.contracts.column import ColumnRule, sentence
from desist.contracts.extract import Extract

INDEX = "README.md"


def pages(contracts: Iterable[type[Extract]] = tuple(CONTRACTS.values())) -> dict[str, str]:
    """Every page of the dictionary by its file name: one for each contract, and an index of them."""
    listed = sorted(contracts, key=lambda contract: contract.contract)
    return {INDEX: _index(listed)} | {f"{each.contract}.md": page(each) for each in listed}


def page(contract: type[Extract]) -> str:
    """What the partnership has agreed to receive under one contract, in Markdown."""
    words = inspect.cleandoc(contract.__doc__ or "")
    lines = [f"# {contract.contract}", "", words, "", "| | |", "|---|---|"]
    lines += [f"| {name} | {_cell(said)} |" for name, said in _facts(contract)]
    lines += [
        "",
        "## Columns",
        "",
        "| Header | Type | Must be filled | What it is | Rule | Other spellings |",
    ]
    lines += ["|---|---|---|---|---|---|", *(_row(rule) for rule in contract.columns)]
    if contract.checks:
        lines += ["", "## Rules across columns", "", *(f"- {why}" for _, why in contract.checks)]
    return "\n".join([*lines, ""])


def _index(contracts: Iterable[type[Extract]]) -> str:
    lines = [
        "# Data dictionary",
        "",
        "What each agency sends, as `desist load` checks it. These pages are written from the contracts.",
        "",
        "| Contract | What it is | Sent by |",
        "|---|---|---|",
    ]
    lines += [
        f"| [{each.contract}]({each.contract}.md) | {_cell(each.title())} | {each.sender} |"
        for each in contracts
    ]
    return "\n".join([*lines, ""])


def _facts(contract: type[Extract]) -> list[tuple[str, str]]:
    """What a row says of the extract as a whole: who sends it, what a correction replaces, its licence."""
    place = "the file's name" if contract.place_from_name else _code(contract.key_place)
    period = "the file's name, or --period" if contract.period_from_name else _code(contract.key_period)
    facts = [("Sent by", contract.sender), ("Place", place), ("Period", period)]
    if contract.key_series != "''":
        facts.append(("Series", _code(contract.key_series)))
    parts = ["sender", "place", "period", *(["series"] if contract.key_series != "''" else [])]
    facts.append(
        ("A corrected file replaces", f"the rows of the same {', '.join(parts[:-1])} and {parts[-1]}")
    )
    if contract.home_only:
        facts.append(("About", "the partnership's own areas and peers alone"))
    return [*facts, ("Licence", contract.licence)]


def _row(rule: ColumnRule) -> str:
    types = {"int": "whole number", "float": "number", "str": "text", "bool": "true or false"}
    kind = types.get(rule.kind, rule.kind.lower())
    spellings = ", ".join(_spellings(rule))
    filled = "yes" if rule.required else "no"
    if rule.optional_column:
        filled += "; the column may be absent"
    ruled = rule.kind != "str" or rule.values or rule.pattern
    cells = (rule.header, kind, filled, rule.text, sentence(rule) if ruled else "", spellings)
    return "| " + " | ".join(_cell(cell) for cell in cells) + " |"


def _spellings(rule: ColumnRule) -> list[str]:
    """Other headers that are known, and the marks that stand for an empty cell."""
    also = [f"“{name}”" for name in rule.also[:3]]
    if len(rule.also) > 3:
        also.append("and the like")
    marks = [f"empty as `{mark}`" for mark in rule.missing]
    return also + marks


def _code(sql: str) -> str:
    if sql in ("", "''"):
        return "none"
    return sql.strip("'") if sql.startswith("'") else f"`{sql}`"


def _cell(text: str) -> str:
    """Text that fits in a cell of a Markdown table."""
    return " ".join(text.replace("|", "\\|").split())
