"""The government's shorthand marks: why a figure is missing, or how far to trust it."""

from __future__ import annotations

import enum

# Printed beside whatever rests on a file that Desist itself made up; a mark may stand there as well.
SYNTHETIC = "[synthetic]"
SYNTHETIC_MEANING = "made up, to show what the report looks like"


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
