"""The log of merges and splits: each run's changes, with the pair of references that says most of each."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import numpy as np

from desist.linkage.again import Found
from desist.linkage.grouping import DECIDED
from desist.linkage.held import links_folder
from desist.linkage.person_ids import Change
from desist.linkage.person_ids import Kind as PersonChange
from desist.store.engine import Engine
from desist.store.store import Store
from desist.store.whole_file import write_whole


def log(engine: Engine, store: Store, run: str, found: Found, changes: Sequence[Change]) -> None:
    """Write what changed, each with the pair that speaks most for it."""
    folder = links_folder(store)
    folder.mkdir(parents=True, exist_ok=True)
    lines = []
    told = [(each, *_why(each, found)) for each in changes]
    meant = {record for each, pair, _ in told for record in (*each.records, *pair)}
    references: dict[int, str] = {}
    if meant:
        listed = ", ".join(map(str, sorted(meant)))
        references = dict(engine.rows(f"select record, person_ref from refs where record in ({listed})"))
    for each, pair, why in told:
        lines.append(
            {
                "run": run,
                "kind": each.kind.value,
                "before": each.before,
                "now": each.now,
                "references": sorted({references[record] for record in each.records}),
                **({"pair": [references[record] for record in pair]} if pair else {}),
                **why,
            }
        )
    write_whole(folder / f"{run}.jsonl", "".join(json.dumps(line) + "\n" for line in lines))


def _why(change: Change, found: Found) -> tuple[tuple[int, ...], dict[str, Any]]:
    """The pair of records that says most of a change, and what it says."""
    moved = np.zeros(len(found.groups), dtype=bool)
    moved[list(change.records)] = True
    group = found.groups[change.records[0]]
    left, right, weights = found.left, found.right, found.weights
    across = moved[left] != moved[right]
    if change.kind is not PersonChange.SPLIT:
        across &= (found.groups[left] == group) & (found.groups[right] == group)
    if not across.any():
        return (), {"why": "no pair across was compared"}
    at = np.flatnonzero(across)
    # Of a split what speaks against counts: a decision, or else how little speaks for.
    best = at[np.argmin(weights[at]) if (weights[at] <= -DECIDED).any() else np.argmax(weights[at])]
    weight = float(weights[best])
    pair = (int(left[best]), int(right[best]))
    if abs(weight) >= DECIDED:
        return pair, {"why": "decided in review or sent as known"}
    return pair, {"bits": round(weight, 2), "why": "the strongest pair across"}
