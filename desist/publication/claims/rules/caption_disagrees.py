"""The heading, the caption and the source of a figure must speak of the same periods and the same data."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desist.publication.claims.evidence import Evidence, Exhibit
from desist.publication.claims.finding import Gravity, Rule, Trouble, about, about_exhibit
from desist.publication.claims.prose import Prose
from desist.publication.claims.times import periods
from desist.vocabulary.period import Period

RECORDED = re.compile(
    r"police[- ]recorded|recorded (?:crimes?|offences)|(?:crimes?|offences) (?:that were )?recorded|"
    r"recorded by (?:the )?police",
    re.IGNORECASE,
)
SURVEY = re.compile(r"crime survey|\bcsew\b|survey of|survey for", re.IGNORECASE)
SOURCE = re.compile(r"\([^()]*\)|\bsources?\b\W.*$", re.IGNORECASE)
CAPTION = re.compile(r"^(?:figure|fig\.?|table)\s*\d+|\(source|\bsource:", re.IGNORECASE)


def find(prose: Prose, evidence: Evidence) -> Iterator[Trouble]:
    """Report exhibits, and captions typed as text, whose parts disagree on period or on source."""
    for exhibit in prose.exhibits:
        heading, caption = _periods(exhibit.heading), _periods(exhibit.caption)
        if heading and caption and not (heading <= caption or caption <= heading):
            yield about_exhibit(
                exhibit,
                f"({exhibit.called}) is captioned for {_listed(caption)}, but headed {_listed(heading)}.",
                "Give heading and caption the periods of the figures themselves.",
            )
        if _sources_disagree(exhibit):
            yield about_exhibit(
                exhibit,
                f"({exhibit.called}) mixes police recorded crime with the Crime Survey, which are "
                f"different data.",
                "Name the one source that the figures come from.",
            )
    for at, sentence in enumerate(prose.sentences):
        text = sentence.text
        following = prose.sentences[at + 1].text if at + 1 < len(prose.sentences) else ""
        if following.lower().startswith("source"):
            text = f"{text} {following}"
        said = SOURCE.sub(" ", text)
        sources = " ".join(found.group(0) for found in SOURCE.finditer(text))
        if CAPTION.search(text) and _mixed(said, sources):
            yield about(
                sentence,
                "mixes police recorded crime with the Crime Survey, which are different data.",
                "Name the one source that the figures come from.",
            )


def _sources_disagree(exhibit: Exhibit) -> bool:
    printed = " ".join((exhibit.heading, exhibit.caption))
    said, sources = SOURCE.sub(" ", printed), " ".join(found.group(0) for found in SOURCE.finditer(printed))
    return _mixed(said, f"{sources} {exhibit.source}")


def _mixed(said: str, sources: str) -> bool:
    recorded, surveyed = RECORDED.search(said), SURVEY.search(said)
    if recorded and not surveyed:
        return bool(SURVEY.search(sources)) and not RECORDED.search(sources)
    return bool(surveyed and not recorded and RECORDED.search(sources) and not SURVEY.search(sources))


def _periods(text: str) -> frozenset[Period]:
    return frozenset(named.period for named in periods(text))


def _listed(named: frozenset[Period]) -> str:
    return " and ".join(str(period) for period in sorted(named))


RULE = Rule(
    name="caption-disagrees",
    why="A reader trusts the caption: if it names another year or another source than the heading, one "
    "is false.",
    gravity=Gravity.EDITION,
    find=find,
    wrong="Figure 9: Police recorded crime, percentage change (Crime Survey for England and Wales)",
    right="{{figure crime-change}}",
)
