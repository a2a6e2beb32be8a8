"""A refusal: one sentence that names the permission that is missing, and never a word of the data."""

from __future__ import annotations

from desist.vocabulary.mistake import OperatorMistake


class Refused(OperatorMistake):
    """The door stays shut. ``missing`` names the permission in a word or two, for the log."""

    def __init__(self, sentence: str, *, missing: str, hint: str = "") -> None:
        super().__init__(sentence, hint=hint)
        self.missing = missing
