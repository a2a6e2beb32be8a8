"""What every contract must hold, whoever adds the next one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from desist.contracts.catalogue import CONTRACTS, contract
from desist.contracts.cells import Reading, quoted, text
from desist.contracts.extract import Extract
from desist.contracts.rules import Keyed, accepted_rows, faulty_rows, fingerprint
from desist.contracts.words import replace_names
from desist.store.engine import Engine
from desist.vocabulary.mistake import OperatorMistake


@pytest.fixture
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    engine = Engine(scratch=tmp_path_factory.mktemp("scratch"))
    yield engine
    engine.close()


def one_row(each: type[Extract], cells: dict[str, str]) -> str:
    listed = ", ".join(f"{text(cells[rule.name])} as {quoted(rule.name)}" for rule in each.columns)
    return f"(select {listed}, 1 as _line)"


@pytest.mark.parametrize("name", CONTRACTS)
def test_a_repeated_header_is_never_taken_for_a_row(engine: Engine, name: str) -> None:
    """The quick pass compares no row with the header: some column must refuse its own name."""
    each = CONTRACTS[name]
    row = one_row(each, {rule.name: rule.header for rule in each.columns})
    assert len(engine.rows(faulty_rows(each, row, Reading(), "_line"))) == 1


@pytest.mark.parametrize("name", CONTRACTS)
def test_a_row_is_either_accepted_or_faulty(engine: Engine, name: str) -> None:
    each = CONTRACTS[name]
    for cell in ("", "1", "2025-01", "x", "-1", "2025-01-31", "NA", "true", "E01020634"):
        row = one_row(each, {rule.name: cell for rule in each.columns})
        keyed = Keyed(place="'here'", period="'now'")
        accepted = engine.rows(accepted_rows(each, row, Reading(), "_line", keyed))
        faulty = engine.rows(faulty_rows(each, row, Reading(), "_line"))
        assert len(accepted) + len(faulty) == 1
        assert all(why for _, why in faulty)


@pytest.mark.parametrize("name", CONTRACTS)
def test_a_contract_says_who_sends_what(name: str) -> None:
    each = CONTRACTS[name]
    assert each.title().endswith((".", "code.", "return."))
    assert each.sender
    assert each.licence
    assert all(rule.text.endswith(".") for rule in each.columns)


def test_an_unknown_contract_names_the_nearest() -> None:
    with pytest.raises(OperatorMistake, match=r"'police_uk\.streets' is not a contract.*'police_uk\.street'"):
        contract("police_uk.streets")


def test_the_fingerprint_changes_with_any_rule() -> None:
    marks = {fingerprint(each) for each in CONTRACTS.values()}
    assert len(marks) == len(CONTRACTS)


def test_names_are_replaced_outside_of_quotation_marks_alone() -> None:
    names = {"a": "A1", "aa": "A2"}
    assert (
        replace_names("a > aa and b like 'a aa it''s a' or aaa", names)
        == "A1 > A2 and b like 'a aa it''s a' or aaa"
    )
