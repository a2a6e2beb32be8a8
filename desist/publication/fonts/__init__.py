"""The typeface of every format: Inter, under the Open Font Licence (LICENSE-Inter.txt beside it).

Inter 4.001 by the Inter Project Authors, cut down to Latin, Greek and Cyrillic letters and without the
substitutions that would print "->" as an arrow. ``coverage.txt`` lists the characters it holds.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from desist.publication.plain_text import visible

FOLDER = Path(__file__).parent
FAMILY = "Inter"
STACK = f"{FAMILY}, Helvetica, Arial, sans-serif"


@cache
def covered() -> frozenset[int]:
    """The code points that the typeface can print, with the brackets that name hidden characters."""
    points = {ord(char) for char in "\n\t⟨⟩"}
    for line in (FOLDER / "coverage.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            first, last = line.split("-")
            points.update(range(int(first, 16), int(last, 16) + 1))
    return frozenset(points)


def printable(text: str) -> str:
    """Name every character that the typeface lacks, as in ⟨U+4E2D⟩, so that none is lost in print."""
    known = covered()
    return "".join(char if ord(char) in known else f"⟨U+{ord(char):04X}⟩" for char in visible(text))
