"""Progress on long work: one line that changes, on a terminal only."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator


@contextlib.contextmanager
def progress(title: str) -> Iterator[Callable[[str], None]]:
    """Gives a function that shows what is being done; quiet when nobody is at a terminal."""
    if not sys.stderr.isatty():
        yield lambda said: None
        return
    from rich.console import Console

    with Console(stderr=True).status(title) as status:
        yield lambda said: status.update(f"{title}: {said}")
