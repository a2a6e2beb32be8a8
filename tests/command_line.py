"""Run the command line within the test, as a person would from a terminal."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from dataclasses import dataclass
from unittest import mock

from desist.cli import main as command


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a command said: on its output, beside it, and by its exit code."""

    out: str
    err: str
    code: int


def run(*words: object) -> Answer:
    """Run `desist` with these words; a traceback is let through, for it is a bug."""
    out, err = io.StringIO(), io.StringIO()
    code = 0
    with (
        mock.patch.object(sys, "argv", ["desist", *map(str, words)]),
        mock.patch.dict(os.environ),  # the command may leave its choices there for itself
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        try:
            command.main()
        except SystemExit as left:
            code = left.code if isinstance(left.code, int) else 0 if left.code is None else 1
    return Answer(out=out.getvalue(), err=err.getvalue(), code=code)
