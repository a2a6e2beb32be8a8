"""One writer at a time: a lock the operating system lets go of even when its holder is killed."""

from __future__ import annotations

import contextlib
import fcntl
import time
from collections.abc import Iterator
from pathlib import Path

from desist.vocabulary.mistake import OperatorMistake

PATIENCE = 60.0  # seconds to wait for another writer
BETWEEN = 0.05
OWNER_ONLY = 0o700  # persons' rows lie in it; whoever shares the folder between accounts says so themselves


@contextlib.contextmanager
def writing(store: Path, *, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the store for writing; wait up to ``patience`` seconds for another writer to finish."""
    store.mkdir(mode=OWNER_ONLY, parents=True, exist_ok=True)
    with (store / "lock").open("a") as held:
        until = time.monotonic() + patience
        while True:
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() >= until:
                    raise OperatorMistake(
                        "Another load into this partnership is still under way; nothing was written.",
                        hint="Try again when it has finished.",
                        exit_code=3,
                    ) from None
                time.sleep(BETWEEN)
        yield
