"""Follow a page of the manual as a reader would: save its files, type its commands, see what it shows.

In the Markdown, a fenced block with title="FILE" is a file to save (a `diff` block, lines to change in it),
and a `console` block holds commands (lines that begin with "$ ") with what they print below them. In what is
shown, … stands for anything: on a line of its own for any lines, within a line for any text. The code of a
figure (as MP-1D3C-RVWC) is the reader's own: it stands for the code that was printed in its place, also in
later commands. A command may fail only where the page shows a line of it that begins with "desist: ".
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FENCE = re.compile(r"^```(\w+)(?: title=\"([^\"]+)\")?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CODE = r"[A-Z]{2,3}-[0-9A-Z]{4}-[0-9A-Z]{4}"


@dataclass(frozen=True, kw_only=True)
class Save:
    """A file that the reader saves."""

    path: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Change:
    """Lines that the reader changes in a file."""

    path: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Type:
    """A command that the reader types, and what the page shows below it."""

    command: str
    shown: tuple[str, ...]


def steps(page: str) -> Iterator[Save | Change | Type]:
    """What a page asks its reader to do, in order."""
    for language, path, text in FENCE.findall(page):
        if path and language == "diff":
            lines = text.splitlines(keepends=True)
            before = "".join(line[1:] for line in lines if line[0] in " -")
            yield Change(
                path=path, before=before, after="".join(line[1:] for line in lines if line[0] in " +")
            )
        elif path:
            yield Save(path=path, text=text)
        elif language == "console":
            for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
                command, *shown = part.rstrip("\n").split("\n")
                yield Type(command=command, shown=tuple(shown))


def follow(page: Path, folder: Path, *, code: Path = ROOT) -> int:
    """Do all that a page asks, in a folder of the reader's; give how many commands were typed.

    ``code`` is the folder of the Desist that is used. Anything that comes out other than the page
    shows is an AssertionError that shows both.
    """
    at, codes, typed = folder, dict[str, str](), 0
    for step in steps(page.read_text(encoding="utf-8")):
        if isinstance(step, Save):
            file = at / step.path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(step.text, encoding="utf-8")
        elif isinstance(step, Change):
            file = at / step.path
            text = file.read_text(encoding="utf-8")
            assert text.count(step.before) == 1, f"{step.path} does not hold, once:\n{step.before}"
            file.write_text(text.replace(step.before, step.after), encoding="utf-8")
        elif step.command.startswith("cd "):
            at = at / step.command[3:]
        else:
            command = re.sub(CODE, lambda found: codes.get(found[0], found[0]), step.command)
            _type(command, step.shown, at, codes, _surroundings(folder, code))
            typed += 1
    return typed


def _type(
    command: str, shown: tuple[str, ...], at: Path, codes: dict[str, str], surroundings: dict[str, str]
) -> None:
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=at,
        env=surroundings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    said = f"$ {command}\n{done.stdout}"
    if not any(line.startswith("desist: ") for line in shown):
        assert done.returncode == 0, f"it failed ({done.returncode}):\n{said}"
    else:
        assert done.returncode != 0, f"it did not fail:\n{said}"
    found = re.fullmatch(pattern(shown), done.stdout.rstrip("\n") + "\n" * bool(done.stdout.strip()))
    assert found, "the page shows\n\n" + "\n".join(shown) + f"\n\nand what came is\n\n{said}"
    for written, came in zip(re.findall(CODE, "\n".join(shown)), found.groups(), strict=True):
        codes[written] = came


def pattern(shown: tuple[str, ...]) -> str:
    """What is shown as a regular expression; each code of a figure is a group."""
    lines = []
    for line in shown:
        if line.strip() == "…":
            lines.append("(?:.*\n)*?")
        else:
            parts = re.split(f"(…|{CODE})", line)
            stands = [
                ".*?" if part == "…" else f"({CODE})" if at % 2 else re.escape(part)
                for at, part in enumerate(parts)
            ]
            lines.append("".join(stands) + "\n")
    return "".join(lines)


def _surroundings(folder: Path, code: Path) -> dict[str, str]:
    """The environment of the reader's shell: `desist` is the one under test, and nothing points elsewhere."""
    bin_folder = folder.with_name(f"{folder.name}-bin")
    bin_folder.mkdir(exist_ok=True)
    for name, module in (("desist", "-m desist"), ("python", "")):
        command = bin_folder / name
        command.write_text(f'#!/bin/sh\nexec "{sys.executable}" {module} "$@"\n', encoding="utf-8")
        command.chmod(0o755)
    own = {name: value for name, value in os.environ.items() if not name.startswith(("DESIST", "PYTHON"))}
    return own | {
        "PATH": f"{bin_folder}{os.pathsep}{own['PATH']}",
        "PYTHONPATH": str(code),
        "PYTHONUNBUFFERED": "1",
    }
