"""Who reports, to whom, who may be asked, and how small numbers are protected."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from desist.partnership.areas import Area, PeerGroup
from desist.partnership.keys import Table
from desist.partnership.names import Defines, RefersTo
from desist.partnership.rules import between, identifier, one_line, web_address
from desist.partnership.schemes import Scheme


@dataclass(frozen=True, kw_only=True)
class Office(Table):
    """The office that makes the report and the officer a reader may ask."""

    called: ClassVar[str] = "office"

    name: Annotated[str, "The office that makes the report.", one_line]
    head: Annotated[str, "The title under which reports are signed.", one_line]
    contact: Annotated[str, "The contact officer, by name or by post.", one_line]
    job_title: Annotated[str, "The contact officer's job title.", one_line]
    telephone: Annotated[str, "The contact officer's telephone number.", one_line] = ""
    email: Annotated[str, "The contact officer's e-mail address.", one_line] = ""
    website: Annotated[str, "The office's web address.", web_address] = ""


@dataclass(frozen=True, kw_only=True)
class Scrutiny(Table):
    """The body that the partnership answers to."""

    called: ClassVar[str] = "scrutiny body"

    body: Annotated[str, "The full name: a Police and Crime Panel, a council's scrutiny committee.", one_line]
    short: Annotated[str, "What it is called in sentences: 'the Panel' without its article.", one_line]
    recommendation: Annotated[str, "What the report recommends the body to do.", one_line]


@dataclass(frozen=True, kw_only=True)
class StatedException(Table):
    """A decision to publish a count however small: one measure, for everybody together and a whole year."""

    called: ClassVar[str] = "exception"

    measure: Annotated[str, "The measure whose count is published.", RefersTo("measure")]
    why: Annotated[str, "Why the public is owed the count, and why it identifies nobody.", one_line]
    decided_by: Annotated[str, "Who decided it.", one_line]
    review: Annotated[date, "When the decision is looked at again."]


@dataclass(frozen=True, kw_only=True)
class SmallNumbers(Table):
    """The rule by which small numbers are withheld, so that nobody can be identified."""

    called: ClassVar[str] = "small-number rule"

    withhold_below: Annotated[
        int, "Counts from 1 up to but not including this are withheld and marked [c].", between(1, 100)
    ]
    show_zero: Annotated[bool, "Whether a count of nought is shown."] = True
    no_rate_below: Annotated[
        int, "No percentage or rate is given on fewer people than this.", between(1, 1000)
    ]
    unreliable_below: Annotated[
        int, "A percentage or rate on fewer people than this is marked [u], unreliable.", between(1, 10000)
    ]
    round_to: Annotated[
        int, "Counts of people are rounded to a multiple of this; 1 leaves them as they are.", between(1, 100)
    ] = 1
    whole_group_below: Annotated[
        int, "A group of fewer people is not shown to be all, or not at all, of one kind.", between(0, 1000)
    ] = 10
    dominant_contributors: Annotated[
        int, "A sum is withheld when so many of its largest contributions make up most of it.", between(1, 10)
    ] = 2
    dominant_percent: Annotated[
        float, "How much of the sum, in percent, those contributions make up.", between(1, 100)
    ] = 85.0
    p_percent: Annotated[
        float,
        "A sum is also withheld when one contributor could reckon the largest to within this percent of it.",
        between(0, 100),
    ] = 10.0
    source: Annotated[str, "Who decided this rule, or the document it follows."]
    verified: Annotated[bool, "True once the rule was checked against its source."]
    exceptions: Annotated[tuple[StatedException, ...], "Counts that are published however small."] = ()

    def why_not(self) -> tuple[str, str] | None:
        """Limits that contradict one another protect nobody."""
        if self.unreliable_below < self.no_rate_below:
            return (
                "unreliable_below",
                f"'unreliable_below' is {self.unreliable_below}, yet no percentage is given on fewer than "
                f"{self.no_rate_below} people, so none would ever be marked [u]; let it be at least "
                "no_rate_below",
            )
        twice = [each.measure for each in self.exceptions]
        if len(set(twice)) < len(twice):
            again = next(each for each in twice if twice.count(each) > 1)
            return ("exception", f"the measure '{again}' is excepted twice; keep one decision for it")
        return None


@dataclass(frozen=True, kw_only=True)
class Sponsor(Table):
    """A body that sets or shares priorities of the plan; a plan may have several."""

    called: ClassVar[str] = "sponsor"

    id: Annotated[str, "A short name by which an outcome names its sponsors.", Defines("sponsor"), identifier]
    name: Annotated[str, "The name as it is printed.", one_line]
    role: Annotated[str, "What the sponsor does for the plan.", one_line] = ""


@dataclass(frozen=True, kw_only=True)
class PartnershipFile(Table):
    """partnership.toml: who the partnership is, which areas it serves, whom it is compared with."""

    name: Annotated[str, "The partnership's name as it is printed.", one_line]
    short_name: Annotated[str, "A short form for narrow places.", one_line]
    office: Annotated[Office, "The office that reports."]
    scrutiny: Annotated[Scrutiny, "The body it answers to."]
    small_numbers: Annotated[SmallNumbers, "How small numbers are protected."]
    areas: Annotated[tuple[Area, ...], "The areas for which figures are given."]
    peer_groups: Annotated[tuple[PeerGroup, ...], "The groups of forces to compare with."] = ()
    sponsors: Annotated[tuple[Sponsor, ...], "The bodies that sponsor the plan's priorities."] = ()
    schemes: Annotated[
        tuple[Scheme, ...], "The cohorts that partners manage together, such as IOM or Checkpoint."
    ] = ()
    signing_key: Annotated[
        str,
        "The fingerprint of the key that signs editions, written by 'desist init'; 'desist verify' refuses "
        "editions signed by any other key.",
        one_line,
    ] = ""

    def why_not(self) -> tuple[str, str] | None:
        """A partnership serves at least one area, and no two areas bear one name."""
        names = [area.name for area in self.areas]
        twice = [name for name in names if names.count(name) > 1]
        if twice:
            return ("area", f"two areas are called '{twice[0]}'; the other files could not tell them apart")
        if not any(area.own for area in self.areas):
            return ("area", "at least one [[area]] must be the partnership's own (own = true)")
        return None
