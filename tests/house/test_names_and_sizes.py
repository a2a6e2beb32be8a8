"""House style that a machine can see: sizes of files, names, and what a room may not read."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.house.tree import python_files, text_of, tracked

SAY_NOTHING = {"utils", "util", "helpers", "helper", "common", "core", "manager", "misc"}
LONGEST = 400

# The clock and the environment are the caller's to read; only the outermost rooms are callers.
MAY_READ = ("desist/cli/", "desist/web/", "desist/home/", "desist/__main__.py")
AMBIENT = {
    "os.environ",
    "os.getenv",
    "date.today",
    "datetime.now",
    "datetime.today",
    "datetime.utcnow",
    "time.time",
}


def test_no_python_file_is_too_long_to_read() -> None:
    too_long = {str(path): n for path in python_files() if (n := text_of(path).count("\n")) > LONGEST}
    assert too_long == {}


def test_every_file_is_named_after_what_it_holds() -> None:
    parts = {(part.split(".")[0], path) for path in tracked() for part in path.parts}
    assert [str(path) for name, path in parts if name in SAY_NOTHING and path.suffix == ".py"] == []


def ambient_reads(source: str) -> list[tuple[int, str]]:
    """Line and name of every read of the clock or the environment in a module."""
    names = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Attribute))
    spelled = ((node.lineno, ".".join(ast.unparse(node).split(".")[-2:])) for node in names)
    return [(line, name) for line, name in spelled if name in AMBIENT]


def test_no_room_reads_the_clock_or_the_environment() -> None:
    rooms = [path for path in python_files("desist/") if not str(path).startswith(MAY_READ)]
    reads = {f"{path}:{line}": name for path in rooms for line, name in ambient_reads(text_of(path))}
    assert reads == {}


def test_a_read_of_the_clock_is_seen() -> None:
    found = ambient_reads(
        "import datetime, os\nx = datetime.datetime.now()\ny = os.environ['A']\nz = x.today\n"
    )
    assert found == [(2, "datetime.now"), (3, "os.environ")]


@pytest.mark.parametrize("path", python_files("desist/"), ids=str)
def test_every_module_of_desist_says_what_it_is_for(path: Path) -> None:
    first = (ast.get_docstring(ast.parse(text_of(path))) or "").strip()
    assert first, f"{path} has no docstring"


def test_every_warning_that_is_silenced_says_which_and_why() -> None:
    """A silenced type or lint warning names its rule; nothing unfinished is left in the code."""
    wrong = []
    for path in python_files():
        for number, line in enumerate(text_of(path).splitlines(), 1):
            bare = any(mark in line and f"{mark}{opened}" not in line for mark, opened in SILENCERS)
            if bare or any(word in line for word in UNFINISHED):
                wrong.append(f"{path}:{number}: {line.strip()}")
    assert wrong == []


# Spelled in two parts, so that this file does not find itself.
SILENCERS = (("type: " + "ignore", "["), ("no" + "qa", ": "))
UNFINISHED = tuple("".join(parts) for parts in (("TO", "DO"), ("FIX", "ME"), ("raise NotImpl", "emented")))
