"""The government's shorthand marks: why a figure is missing, or how far to trust it."""

from __future__ import annotations

import enum


class Mark(enum.StrEnum):
    """One shorthand mark of the Government Statistical Service; printed in square brackets."""

    NONE = ""
    NOT_AVAILABLE = "x"
    PROVISIONAL = "p"
    REVISED = "r"
    UNRELIABLE = "u"
    CONFIDENTIAL = "c"
    NOT_APPLICABLE = "z"
    LOW = "low"

    @property
    def printed(self) -> str:
        return f"[{self.value}]" if self.value else ""

    @property
    def meaning(self) -> str:
        return {
            "": "",
            "x": "not available",
            "p": "provisional",
            "r": "revised since it was first published",
            "u": "unreliable: based on few people",
            "c": "confidential: withheld so that nobody can be identified",
            "z": "not applicable",
            "low": "rounds to zero but is not zero",
        }[self.value]
