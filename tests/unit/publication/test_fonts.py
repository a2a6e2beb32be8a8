"""The typeface covers what a report needs, is small, and is licensed."""

from __future__ import annotations

from desist.publication.fonts import FOLDER, covered, printable
from desist.publication.inline import SYMBOLS


def test_letters_of_these_islands_and_the_badges_are_covered() -> None:
    needed = "ÁÉÍÓÚáéíóúÂÊÎÔŴŶâêîôŵŷ£€–—‘’“”…½×±≤≥→" + "".join(SYMBOLS.values())
    assert [char for char in needed if ord(char) not in covered()] == []


def test_what_the_typeface_lacks_is_named_so_that_nothing_is_lost() -> None:
    assert printable("Ann 中\u202e") == "Ann ⟨U+4E2D⟩⟨U+202E⟩"


def test_the_typeface_is_small_and_carries_its_licence() -> None:
    files = [*FOLDER.glob("*.ttf"), *FOLDER.glob("*.woff2")]
    assert len(files) == 6
    assert sum(file.stat().st_size for file in files) < 1_000_000
    assert "SIL Open Font License" in (FOLDER / "LICENSE-Inter.txt").read_text(encoding="utf-8")
