"""What a report is besides its sections."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from desist.publication.report.revision import Revision
from desist.vocabulary.period import Period, financial_quarter


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What a report is besides its sections: which quarter, which edition, made when."""

    quarter: Period
    edition: str
    draft: bool
    timestamp: datetime
    synthetic: str  # what every page must say of figures that were made up; empty where none was
    attributions: tuple[str, ...]
    risks: Mapping[str, str]
    changed: Mapping[int, str]  # KPQ → what changed since the last edition
    correction: str = ""
    revised: tuple[Revision, ...] = ()
    codes: tuple[tuple[str, str], ...] = ()  # title and code of each figure that stands in a sentence alone


def quarter_name(quarter: Period) -> str:
    """'January to March 2025 (quarter 4, 2024/25)'."""
    return f"{quarter} ({financial_quarter(quarter)})"
