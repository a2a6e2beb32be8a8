"""Files of a partnership's own store, which nobody hands to a command as if they were theirs."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from desist.vocabulary.mistake import OperatorMistake

GUARDED = ("store", "access", "keys")


def refuse_own_files(paths: Iterable[Path]) -> None:
    """Refuse files that lie in any partnership's store, log or keys: rows come out of it by one door alone.

    Where people reach a partnership through an account that owns its folder, a command that reads plain
    files would otherwise read the files under the door for them.
    """
    for path in paths:
        whole = path.resolve()
        for folder in whole.parents:
            within = whole.relative_to(folder).parts
            if within[0] in GUARDED and (folder / "partnership.toml").exists():
                raise OperatorMistake(
                    f"{path.name} lies in the folder '{within[0]}' of a partnership, and is not read as a "
                    "file of its own.",
                    hint="Rows about persons come out by 'desist access', figures by 'desist measure'.",
                )
