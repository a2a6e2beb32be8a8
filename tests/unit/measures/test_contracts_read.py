"""Which contracts a measure's figures rest on: their tables' versions are pinned in every passport."""

from __future__ import annotations

from desist.measures.catalogue import CATALOGUE
from desist.measures.definition import contracts_read


def test_what_is_read_where_it_is_held_counts_too() -> None:
    """Time in custody is taken from the days at which somebody managed was at liberty."""
    managed = CATALOGUE["scheme_reoffending_in_quarter"]
    assert "prisons.custody_spells" not in managed.contracts
    assert "prisons.custody_spells" in contracts_read(managed)


def test_what_it_names_comes_first_and_nothing_twice() -> None:
    for measure in CATALOGUE.values():
        found = contracts_read(measure)
        assert found[: len(measure.contracts)] == measure.contracts
        assert len(set(found)) == len(found)


def test_a_return_is_read_from_nothing_else() -> None:
    assert contracts_read(CATALOGUE["rj_referrals"]) == ("local.series",)
