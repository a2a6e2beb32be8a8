"""Counts and the sums that bind them: all that a reader may use to work out a count that is withheld."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Floats: TypeAlias = npt.NDArray[np.float64]
Bools: TypeAlias = npt.NDArray[np.bool_]
Ints: TypeAlias = npt.NDArray[np.int64]
NEARLY = 1e-6  # what a solver may miss a whole number by


@dataclass(frozen=True, kw_only=True)
class System:
    """Cells, their true counts, and sums that hold between them.

    ``values`` (n) are the counts; each row of ``sums`` (m × n, of 1 and −1) times the counts is
    nought. ``cost`` (n) is what is lost when a cell is withheld. ``hideable`` (n) says which cells
    this publication may withhold; the others are out already, or were never to be seen. Where printed
    counts are rounded, the true one may lie ``under`` (n) below and ``over`` (n) above what it is.
    """

    values: Floats
    sums: csr_array
    cost: Floats
    hideable: Bools
    under: Floats
    over: Floats

    def __post_init__(self) -> None:
        """Sums that do not hold would prove nothing; whoever builds a system sees to it that they do."""
        off = np.abs(self.sums @ self.values)
        if off.size and off.max() > NEARLY * max(1.0, float(np.abs(self.values).max())):
            raise ValueError("the sums of a system do not hold for its own counts")

    @property
    def size(self) -> int:
        return int(self.values.size)

    @property
    def rounded(self) -> Bools:
        """The cells (n) of which a printed count tells only a range."""
        return (self.under > 0) | (self.over > 0)


@dataclass(frozen=True, kw_only=True)
class Attacker:
    """What a reader knows beside what is printed: no count is under its ``floor`` (n)."""

    name: str
    floor: Floats


@dataclass(frozen=True, kw_only=True)
class Needs:
    """What must stay possible in a reader's eyes: that a cell is lower or higher by an amount.

    ``cell``, ``sign`` (−1 or 1) and ``amount`` (above nought) have one entry for each.
    """

    cell: Ints
    sign: Floats
    amount: Floats

    def __len__(self) -> int:
        return int(self.cell.size)

    def only(self, which: Any) -> Needs:
        """Some of the needs, by a mask or by places."""
        return Needs(cell=self.cell[which], sign=self.sign[which], amount=self.amount[which])


def needs_of(low: Floats, high: Floats, values: Floats) -> Needs:
    """Needs from ends: each cell whose ``low`` or ``high`` (n, nan for none) must stay possible."""
    cells, signs, amounts = [], [], []
    for ends, sign in ((high, 1.0), (low, -1.0)):
        with np.errstate(invalid="ignore"):
            amount = sign * (ends - values)
            (found,) = np.nonzero(amount > NEARLY)
        cells.append(found)
        signs.append(np.full(found.size, sign))
        amounts.append(amount[found])
    return Needs(
        cell=np.concatenate(cells).astype(np.int64),
        sign=np.concatenate(signs),
        amount=np.concatenate(amounts),
    )
