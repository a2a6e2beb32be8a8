"""How fast tables of counts are protected and attacked, and how much of them is lost."""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import product

import numpy as np

from bench import Figure
from desist.confidentiality.attack import attack
from desist.confidentiality.protecting import protect
from desist.confidentiality.rules import usual_rules
from desist.confidentiality.table import Table, with_totals

# Shape and mean of the made-up counts; the seed is fixed, so each run protects the same tables.
TABLES = (((330, 12), 8.0), ((330, 12), 30.0), ((330, 12), 100.0), ((100, 100), 20.0), ((25, 20, 20), 10.0))


def figures() -> Iterator[Figure]:
    """Seconds of this process's own work for the protection and for the attack on its result."""
    for shape, mean in TABLES:
        table = made_up(shape, mean)
        started = time.process_time()
        found = protect(table, usual_rules())
        protected = time.process_time()
        breaches = attack(found)
        assert not breaches, breaches
        named = " x ".join(map(str, shape))
        lost = f"{found.primary:,} small, {found.secondary:,} beside them, of {len(table.rows):,} cells"
        yield Figure(
            name=f"protect {named} with margins, mean {mean:g}",
            value=protected - started,
            unit="s",
            note=lost,
        )
        yield Figure(
            name="  and attack it", value=time.process_time() - protected, unit="s", note="no breach"
        )


def made_up(shape: tuple[int, ...], mean: float) -> Table:
    """A table of counts as skewed as counts of people are, with all its totals."""
    draw = np.random.default_rng(20261122).negative_binomial(1, 1 / (1 + mean), shape)
    rows = tuple(
        tuple(f"{at}_{level}" for at, level in enumerate(cell)) for cell in product(*map(range, shape))
    )
    by = tuple(f"breakdown_{at}" for at in range(len(shape)))
    return with_totals(Table(by=by, rows=rows, counts=tuple(map(float, draw.ravel()))))


if __name__ == "__main__":
    for each in figures():
        print(f"{each.name:<52}{each.value:>8.2f} {each.unit}  {each.note}", flush=True)
