"""Text is only ever text: what no reader could see is shown, and what would mislead is named."""

from __future__ import annotations

import unicodedata

# Directional controls that reorder what is read ("Trojan Source", CVE-2021-42574), and the two
# implicit marks beside them.
BIDI = frozenset([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
KEPT = frozenset("\n\t")


def visible(text: str) -> str:
    """Make a text safe to print in any format: hidden characters are named, as in ⟨U+202E⟩.

    Controls of direction, other control characters, lone surrogates, unassigned and private
    characters and non-characters are replaced by their name in brackets; new lines and tabs stay;
    letters are put together with their accents (NFC). Markup is not touched: escaping it belongs
    to each format's renderer.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(_shown(char) for char in unicodedata.normalize("NFC", text))


def one_line(text: str) -> str:
    """The same on a single line, for titles and cells."""
    return " ".join(visible(text).split())


def _shown(char: str) -> str:
    if char in KEPT or (char.isascii() and char.isprintable()):
        return char
    # Cf holds soft hyphens and joiners, which are harmless and needed by some scripts.
    hidden = unicodedata.category(char) in {"Cc", "Cs", "Cn", "Co"} or 0xE0000 <= ord(char) <= 0xE007F
    if hidden or ord(char) in BIDI or char in "\u2028\u2029\ufeff\u200b":
        return f"⟨U+{ord(char):04X}⟩"
    return char
