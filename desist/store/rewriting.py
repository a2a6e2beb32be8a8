"""A rewriting of files that, once begun, is carried to its end: by whoever began it, or by the next writer.

A load that is killed is taken away again. An erasure that is killed must not leave half of a person's rows,
so its plan is written down first and carried out from any point on.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from desist.store.whole_file import write_whole

PLAN = "rewriting.json"


def write_plan(
    store: Path, staging: Path, moves: Mapping[Path, Path], remove: Sequence[Path], folders: Sequence[Path]
) -> None:
    """Write down which staged files take which places, and what goes; from now on it holds."""
    plan = {
        "moves": [[each.name, str(target.relative_to(store))] for each, target in moves.items()],
        "remove": [str(each.relative_to(store)) for each in remove],
        "folders": [str(each.relative_to(store)) for each in folders],
    }
    write_whole(staging / PLAN, json.dumps(plan))


def carry_out(store: Path, staging: Path) -> bool:
    """Do what the plan in a staging folder says, as far as it is not done; whether there is a plan."""
    if not (staging / PLAN).exists():
        return False
    plan = json.loads((staging / PLAN).read_text(encoding="utf-8"))
    for name, place in plan["moves"]:
        if (staging / name).exists():
            (store / place).parent.mkdir(parents=True, exist_ok=True)
            (staging / name).replace(store / place)
    for place in plan["remove"]:
        (store / place).unlink(missing_ok=True)
    for place in plan["folders"]:
        shutil.rmtree(store / place, ignore_errors=True)
    return True
