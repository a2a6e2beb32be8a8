"""Turn a plain function over arrays into machine code, where the compiler is installed."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from typing import Any


def can_compile() -> bool:
    """Whether the compiler (the extra `fast`) is installed; asked without loading it."""
    return find_spec("numba") is not None


@cache
def compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function as machine code that lets other threads run; made once and kept beside its file.

    The function must be plain loops over arrays. Uncompiled it gives the same answer, only slowly. What is
    kept is thrown away when the function's own file changes, but not when a constant it imports does.
    """
    import numba

    made: Callable[..., Any] = numba.njit(nogil=True, cache=True)(function)
    return made
