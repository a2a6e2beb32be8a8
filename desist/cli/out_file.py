"""Write the file that somebody named: all of it, or nothing and a sentence that says why."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from desist.vocabulary.mistake import OperatorMistake

OWNER_ONLY = 0o600


def refuse_unwritable(path: Path, *, read_from: Iterable[Path] = ()) -> None:
    """Refuse, before any work is done, a file that could not be written or that is being read.

    ``read_from`` are the files that the answer is made from: written over, they would be lost.
    """
    if path.is_dir():
        raise OperatorMistake(f"{path} is a folder.", hint="Name a file in it.")
    if not path.parent.is_dir():
        raise OperatorMistake(
            f"{path} cannot be written: there is no folder {path.parent}.", hint="Make the folder first."
        )
    if path.exists() and any(each.exists() and each.samefile(path) for each in read_from):
        raise OperatorMistake(
            f"{path} is the file that is read, and would be lost.", hint="Give --out another name."
        )
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise OperatorMistake(
            f"{path} cannot be written by you.", hint="Name a file in a folder of your own."
        )


def write_out(path: Path, content: str | bytes, *, private: bool = False) -> None:
    """Write a file whole or not at all; ``private`` makes it its owner's alone before anything is in it.

    What is there and is no plain file, such as a terminal or a pipe, is written to and not replaced.
    """
    refuse_unwritable(path)
    data = content.encode("utf-8") if isinstance(content, str) else content
    plain = path.is_file() or not path.exists()
    target = path.resolve() if plain else path  # a link stays a link
    written = target.with_name(f".{target.name}.{os.getpid()}.part") if plain else target
    try:
        mode = OWNER_ONLY if private else 0o666
        how = os.O_EXCL | os.O_CREAT if plain else 0
        with os.fdopen(os.open(written, os.O_WRONLY | how, mode), "wb") as file:
            file.write(data)
            file.flush()
        if plain:
            written.replace(target)
    except OSError as trouble:
        if plain:
            written.unlink(missing_ok=True)
        raise OperatorMistake(f"{path} cannot be written: {trouble.strerror}.") from trouble
