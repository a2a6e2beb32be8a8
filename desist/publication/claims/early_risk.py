"""Sentences that say when the risk of reoffending is highest: in the first three months, or not."""

from __future__ import annotations

import re

_MOST = r"(?:high|great)est|peaks?|most at risk"
_EARLY = r"(?:first|initial) (?:three|3) months|first (?:13|thirteen) weeks"
SAID = re.compile(
    rf"\b(?:{_MOST})\b[^.;:!?]{{0,60}}?\b(?:{_EARLY})\b|\b(?:{_EARLY})\b[^.;:!?]{{0,60}}?\b(?:{_MOST})\b",
    re.IGNORECASE,
)
RISK = re.compile(r"\brisk\w*|\breoffen\w*|\bre-offen\w*", re.IGNORECASE)
DENIED = re.compile(
    r"\b(?:not|never|no longer|nor|neither|rather than)\b|n['’]t\b|\b(?:lowest|least|fewest)\b", re.IGNORECASE
)


def early_risk_said(text: str) -> re.Match[str] | None:
    """Where a text says that the risk is highest in the first three months; None where it does not."""
    found = SAID.search(text)
    return found if found and RISK.search(text) else None


def why_not_early_risk(words: str) -> str:
    """What keeps words from saying that the highest risk is in the first three months; empty if nothing."""
    if not SAID.search(words):
        return "does not say that the highest risk is in the first three months"
    if DENIED.search(words):
        return "denies that the highest risk is in the first three months"
    return ""
