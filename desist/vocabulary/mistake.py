"""An operator's mistake: one plain sentence, a hint, and an exit code."""

from __future__ import annotations


class OperatorMistake(Exception):
    """Something the person at the keyboard can put right, said in one plain sentence.

    ``sentence`` says what is wrong and where; ``hint`` says what to do. The command line prints
    both without a traceback and leaves with ``exit_code``. Anything else that is raised is a bug.
    """

    def __init__(self, sentence: str, *, hint: str = "", exit_code: int = 2) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.hint = hint
        self.exit_code = exit_code

    def __str__(self) -> str:
        return f"{self.sentence} {self.hint}".strip()


def nearest(word: str, known: list[str]) -> str:
    """Say which known name the person probably meant, as a hint; empty when nothing is near."""
    import difflib

    lowered = {name.lower(): name for name in known}
    close = difflib.get_close_matches(word.lower(), list(lowered), n=1, cutoff=0.6)
    return f"Did you mean '{lowered[close[0]]}'?" if close else ""
