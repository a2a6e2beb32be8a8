"""The files that a commit holds: what the house rules are checked against."""

from __future__ import annotations

import shutil
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def listed_by_git() -> str:
    """What git lists, each name closed by a zero byte; empty where there is no git or no repository."""
    if shutil.which("git") is None:
        return ""
    command = ["git", "ls-files", "-z"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True).stdout


@cache
def tracked() -> tuple[Path, ...]:
    """Every file under version control, relative to the root.

    Without git, as in an unpacked archive, every file of the folders that the project consists of.
    """
    found = [Path(name) for name in listed_by_git().split("\0") if name]
    if not found:
        folders = ("desist", "tests", "docs", "tools", "bench", "requirements", ".ci")
        inside = [path for folder in folders for path in (ROOT / folder).rglob("*")]
        found = [path.relative_to(ROOT) for path in (*ROOT.glob("*.*"), *inside)]
    present = [path for path in found if (ROOT / path).is_file() and "__pycache__" not in path.parts]
    return tuple(sorted(present))


def text_of(path: Path) -> str:
    """The text of a tracked file; empty when it is not text."""
    try:
        return (ROOT / path).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def python_files(folder: str = "") -> list[Path]:
    """The Python files of a folder of the project."""
    return [path for path in tracked() if path.suffix == ".py" and str(path).startswith(folder)]
