"""The data dictionary says of each contract what the contract says."""

from __future__ import annotations

import re

import pytest

from desist.contracts.catalogue import CONTRACTS
from desist.contracts.dictionary import INDEX, page, pages


def test_there_is_a_page_for_each_contract_and_an_index_of_all() -> None:
    written = pages()
    assert set(written) == {INDEX} | {f"{name}.md" for name in CONTRACTS}
    assert all(f"]({name}.md)" in written[INDEX] for name in CONTRACTS)


@pytest.mark.parametrize("name", CONTRACTS)
def test_a_page_holds_every_header_and_every_table_is_even(name: str) -> None:
    contract = CONTRACTS[name]
    text = page(contract)
    assert contract.title() in text
    assert contract.licence in text
    assert all(f"| {rule.header.replace('|', chr(92) + '|')} |" in text for rule in contract.columns)
    widths = [len(re.findall(r"(?<!\\)\|", line)) for line in text.splitlines() if line.startswith("|")]
    assert set(widths) == {3, 7}


def test_a_page_as_a_partner_reads_it() -> None:
    text = page(CONTRACTS["local.series"])
    assert "| A corrected file replaces | the rows of the same sender, place, period and series |" in text
    assert (
        "| numerator | number | yes | The count, or the part of the whole. | numerator must be a number. | |"
        in (" ".join(text.split("\n")).replace("|  |", "| |"))
    )
    assert "| note | text | no; the column may be absent |" in text
    assert "- denominator must not be negative." in text


def test_the_pages_are_the_same_each_time() -> None:
    assert pages() == pages()
