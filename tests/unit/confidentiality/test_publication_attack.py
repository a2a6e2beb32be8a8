"""A reader with everything printed and a linear programme: what they can work out, and what they cannot."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from scipy.sparse import csr_array

from desist.confidentiality.differencing import check
from desist.confidentiality.ledger import Cell, Printed, cell
from desist.confidentiality.linked import New
from desist.confidentiality.publication_attack import Attacked, attack_publication, narrowed
from desist.confidentiality.system import System
from tests.unit.confidentiality.tables import RULES

ABOUT = "victims referred"


def count(number: float, figure: int, **levels: str) -> New:
    return New(cell=cell(ABOUT, levels), count=number, low=number, high=number, printed_by=(figure,))


def out(number: float | None, **levels: str) -> Printed:
    return Printed(cell=cell(ABOUT, levels), low=number, high=number)


def attacked(
    new: Sequence[New],
    earlier: Sequence[Printed] = (),
    withheld: Sequence[int] = (),
    excepted: Sequence[int] = (),
    within: Sequence[tuple[Cell, Cell]] = (),
) -> Attacked:
    return attack_publication(
        new,
        {each.cell: each for each in earlier},
        RULES,
        withheld=frozenset(withheld),
        parents={},
        excepted=frozenset(excepted),
        within=within,
    )


def test_what_is_left_between_a_whole_and_its_part_is_recovered() -> None:
    found = attacked([count(522, 0), count(520, 1, place="county")])
    assert [each.about for each in found.recovered] == ["victims referred other than by 0"]
    assert attacked([count(522, 0), count(520, 1, place="county")], withheld=[1]).recovered == ()
    assert attacked([count(622, 0), count(520, 1, place="county")]).recovered == ()


def test_an_earlier_publication_is_part_of_what_a_reader_knows() -> None:
    found = attacked([count(520, 0, place="county")], [out(522)])
    assert len(found.recovered) == 1
    assert (found.printed, found.withheld) == (1, 0)
    assert attacked([count(520, 0, place="county")]).recovered == ()


def test_what_earlier_publications_told_by_themselves_is_not_this_ones() -> None:
    told = [out(522), out(520, place="county")]
    assert attacked([count(31, 0, place="town")], told).recovered == ()


def test_a_small_count_in_print_is_recovered_unless_a_stated_decision_publishes_it() -> None:
    assert attacked([count(1, 0)]).recovered == (cell(ABOUT, {}),)
    assert attacked([count(1, 0)], withheld=[0]).recovered == ()
    assert attacked([count(1, 0)], excepted=[0]).recovered == ()


def test_those_not_counted_can_be_told_as_well() -> None:
    part, whole = cell("satisfied", {}), cell("asked", {})
    new = [
        New(cell=part, count=58, low=58, high=58, printed_by=(0,)),
        New(cell=whole, count=60, low=60, high=60, printed_by=(0,)),
    ]
    assert len(attacked(new, within=[(part, whole)]).recovered) == 1


@pytest.mark.parametrize("seed", range(8))
def test_whatever_the_check_lets_out_the_attack_does_not_recover(seed: int) -> None:
    """The two share the list of sums and nothing else."""
    draw = np.random.default_rng(seed)
    counts = draw.integers(0, 14, (3, 3))
    new = [count(float(counts.sum()), 0)]
    new += [count(float(counts[at].sum()), 1 + at, region=f"r{at}") for at in range(3)]
    new += [count(float(counts[:, at].sum()), 4 + at, sex=f"s{at}") for at in range(3)]
    new += [
        count(float(counts[row, at]), 7 + 3 * row + at, region=f"r{row}", sex=f"s{at}")
        for row in range(3)
        for at in range(3)
    ]
    small = frozenset(at for at, each in enumerate(new) if 0 < each.count < 5)
    cost = dict.fromkeys(range(len(new)), 1.0)
    verdict = check(new, {}, RULES, withheld=small, cost=cost, parents={})
    assert attacked(new, withheld=[*small, *verdict.withhold]).recovered == ()


def test_bounds_are_exact_where_one_number_fits() -> None:
    sums = csr_array(np.array([[1.0, 1.0, 1.0, -1.0]]))
    system = System(
        values=np.array([2.0, 3.0, 20.0, 25.0]),
        sums=sums,
        cost=np.ones(4),
        hideable=np.ones(4, bool),
        under=np.zeros(4),
        over=np.zeros(4),
    )
    least, most = narrowed(system, np.array([True, False, False, False]), np.array([0]))
    assert (least[0], most[0]) == (2, 2)
    least, most = narrowed(system, np.array([True, True, False, False]), np.array([0, 1]))
    assert (np.floor(most) > np.ceil(least)).all()
    assert most.max() <= 5 + 1e-6
