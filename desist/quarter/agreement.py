"""Under which sharing agreements the files behind a figure are held."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from desist.partnership.sources import Source
from desist.publication.passports.passport import OPEN_DATA

PUBLISHED = "published"  # what sources.toml says of open data


def agreement_of(sources: Sequence[Source], contracts: Collection[str], measures: Collection[str]) -> str:
    """The agreements behind figures of these measures; open data where all their files are published."""
    used = [each.agreement for each in sources if each.supplies(measures, contracts)]
    closed = dict.fromkeys(agreement for agreement in used if agreement != PUBLISHED)
    return "; ".join(closed) or OPEN_DATA
