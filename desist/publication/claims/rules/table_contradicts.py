"""A sentence may not say that a category rose where the table it stands with shows that it fell."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desist.publication.claims.assertions import ANYWAY, Assertion, assertions
from desist.publication.claims.evidence import Evidence, Exhibit, Row
from desist.publication.claims.finding import Gravity, Rule, Trouble, about
from desist.publication.claims.prose import Prose
from desist.publication.claims.subjects import counted_by
from desist.publication.printed import number

# Under 5% is what most readers let pass as "no change" when a table gives no interval.
SLIGHT = 5.0
ADMITTED = re.compile(
    r"\b(?:unlike|in contrast (?:to|with)|differs? from|contrary to|other than|disagrees? with)\b",
    re.IGNORECASE,
)
DATED = re.compile(r"\b(?:19|20)\d\d\b")


def find(prose: Prose, evidence: Evidence) -> Iterator[Trouble]:
    """Lay each direction beside the rows of its subject in the tables it stands with."""
    said = [a for a in assertions(prose) if a.moves != ANYWAY and a.base.kind != "elsewhere"]
    for exhibit in prose.exhibits:
        beside = list(prose.beside(exhibit))
        for assertion in said:
            if assertion.sentence in beside and not ADMITTED.search(assertion.sentence.text):
                yield from _against(assertion, exhibit, evidence)


def _against(assertion: Assertion, exhibit: Exhibit, evidence: Evidence) -> Iterator[Trouble]:
    for row in exhibit.rows:
        subjects = counted_by(row.label) & assertion.subject.concepts
        change = _change(row, exhibit, assertion, evidence) if subjects else None
        if change is None or _bears_out(change, assertion.moves):
            continue
        sign = "+" if change > 0 else ""
        yield about(
            assertion.sentence,
            f"says '{assertion.cue.words.strip()}' of {row.label.lower()}, but {exhibit.called} beside "
            f"it shows "
            f"{sign}{number(change, 0 if float(change).is_integer() else 1)}%.",
            "Say what the table shows; where another source or period says otherwise, give it and say why it "
            "differs from the table.",
            start=assertion.cue.start,
            end=assertion.cue.end,
        )


def _change(row: Row, exhibit: Exhibit, assertion: Assertion, evidence: Evidence) -> float | None:
    if exhibit.shows_change:
        at = _column(exhibit, assertion, evidence)
        return row.numbers[at] if at is not None and at < len(row.numbers) else None
    dated = [at for at, title in enumerate(exhibit.columns) if DATED.search(title) and at < len(row.numbers)]
    if len(dated) < 2:
        return None
    first, last = sorted((dated[0], dated[-1]), key=lambda at: DATED.findall(exhibit.columns[at])[-1])
    before, now = row.numbers[first], row.numbers[last]
    return None if not before or now is None else 100 * (now - before) / before


def _column(exhibit: Exhibit, assertion: Assertion, evidence: Evidence) -> int | None:
    """The column of the place that is spoken of: by default the report's own, or the only one."""
    if len(exhibit.columns) == 1:
        return 0
    for place in [*sorted(assertion.subject.places), evidence.place]:
        for at, title in enumerate(exhibit.columns):
            if _same_place(title, place):
                return at
    return None


def _same_place(title: str, place: str) -> bool:
    ours, theirs = place.lower(), title.lower()
    return ours == theirs or ours in theirs or (len(theirs) > 3 and theirs in ours)


def _bears_out(change: float, moves: frozenset[int]) -> bool:
    direction = (change > 0) - (change < 0)
    return direction in moves or (0 in moves and abs(change) < SLIGHT)


RULE = Rule(
    name="table-contradicts",
    why="The table is on the same page: a reader who sees minus 18 beside 'no change' stops believing both.",
    gravity=Gravity.EDITION,
    find=find,
    wrong="Sexual offences have increased, while robbery has seen no change.",
    right="Sexual offences fell by 3% and robbery by 18%.",
)
