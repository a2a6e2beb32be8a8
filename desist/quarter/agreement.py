"""Under which sharing agreements the files behind a figure are held."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from desist.partnership.sources import Source
from desist.publication.passports.passport import OPEN_DATA

PUBLISHED = "published"  # what sources.toml says of open data


def agreement_of(sources: Sequence[Source], contracts: Iterable[str], measures: Iterable[str]) -> str:
    """The agreements behind figures of these measures; open data where all their files are published."""
    held, asked = set(contracts), set(measures)
    used = [
        each
        for each in sources
        if each.contract in held and (not each.measures or set(each.measures) & asked)
    ]
    closed = dict.fromkeys(each.agreement for each in used if each.agreement != PUBLISHED)
    return "; ".join(closed) or OPEN_DATA
