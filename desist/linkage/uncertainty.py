"""Other plausible links: who would be one person if each doubtful pair fell out by its own probability."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from desist.linkage.grouping import grouped
from desist.linkage.held import decided_records, kept_folder, known_pairs, links, live_run
from desist.linkage.link import settings, with_decided
from desist.linkage.prior import probability
from desist.store.engine import Engine, parquet
from desist.store.store import Store
from desist.vocabulary.mistake import OperatorMistake

SURE = 1e-6  # a pair surer than this either way is never drawn otherwise


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """One draw: reference → person, for those references alone whose person differs from the links held."""

    changed: Mapping[str, str]


def drawn(engine: Engine, store: Store, draws: int, seed: int) -> Iterator[Drawn]:
    """So many plausible sets of links, the same for the same seed.

    Each pair is drawn to be one person with its own probability, apart from all others; records are then
    put together as in any linking. What people decided is never drawn otherwise.
    """
    run = live_run(store)
    folder = kept_folder(store, run)
    if not run or not (folder / "pairs.parquet").exists():
        raise OperatorMistake(
            "Nothing is linked, or what was compared is gone, so no other links can be drawn.",
            hint="desist link run --anew",
        )
    pairs = engine.columns(f"select l, r, bits from {parquet([folder / 'pairs.parquet'])} order by l, r")
    engine.run(f"create or replace view refs as select * from {parquet([folder / 'references.parquet'])}")
    references = [row[0] for row in engine.rows("select person_ref from refs order by record")]
    held = links(engine, store)
    known = known_pairs(engine, store)
    decided = decided_records(engine, known)
    left, right, weights = with_decided(pairs["l"], pairs["r"], pairs["bits"], decided)
    chance = probability(weights, 0.5)
    doubtful = (chance > SURE) & (chance < 1 - SURE)
    dice = np.random.default_rng(seed)
    how = settings()["grouping"]
    for _ in range(draws):
        one = weights.copy()
        yes = dice.random(int(doubtful.sum())) < chance[doubtful]
        one[doubtful] = np.where(yes, how["strongest"], -how["strongest"])
        groups = grouped(len(references), left, right, one, **how)
        yield Drawn(changed=_changed(references, groups.tolist(), held))


def _changed(references: list[str], groups: list[int], held: Mapping[str, str]) -> dict[str, str]:
    """The references whose group is not that of the links held, each with a name for its group."""
    of_group: dict[int, set[str]] = {}
    for ref, group in zip(references, groups, strict=True):
        of_group.setdefault(group, set()).add(held.get(ref, ref))
    of_person: dict[str, set[int]] = {}
    for ref, group in zip(references, groups, strict=True):
        of_person.setdefault(held.get(ref, ref), set()).add(group)
    found = {}
    for ref, group in zip(references, groups, strict=True):
        if len(of_group[group]) > 1 or len(of_person[held.get(ref, ref)]) > 1:
            found[ref] = f"drawn {group}"
    return found
