"""Open a partnership's folder: everything its own files say, checked, or one sentence on what is wrong."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from desist.partnership.areas import Area, PeerGroup
from desist.partnership.breaks import Break, BreaksFile
from desist.partnership.fit import check_against_measures
from desist.partnership.keys import read_table
from desist.partnership.names import Names
from desist.partnership.office import Office, PartnershipFile, Scrutiny, SmallNumbers, Sponsor
from desist.partnership.organisations import FILE as ORGANISATIONS
from desist.partnership.organisations import OrganisationsFile
from desist.partnership.plan import Plan
from desist.partnership.schemes import Scheme
from desist.partnership.sources import Source, SourcesFile
from desist.partnership.toml_file import open_file
from desist.vocabulary.measure import Measure
from desist.vocabulary.mistake import OperatorMistake, nearest

FILES = ("partnership.toml", "plan.toml", "breaks.toml", "sources.toml")


@dataclass(frozen=True, kw_only=True)
class Partnership:
    """One partnership, as its own files describe it."""

    folder: Path
    name: str
    short_name: str
    office: Office
    scrutiny: Scrutiny
    small_numbers: SmallNumbers
    areas: tuple[Area, ...]
    peer_groups: tuple[PeerGroup, ...]
    sponsors: tuple[Sponsor, ...]
    schemes: tuple[Scheme, ...]
    plan: Plan
    breaks: tuple[Break, ...]
    sources: tuple[Source, ...]
    organisations: OrganisationsFile = field(default_factory=OrganisationsFile)
    signing_key: str = ""

    @property
    def own_areas(self) -> tuple[Area, ...]:
        """The areas the partnership serves."""
        return tuple(area for area in self.areas if area.own)

    @property
    def reports(self) -> Path:
        """The folder of narrative: one folder a quarter, one Markdown file a question."""
        return self.folder / "reports"

    def area(self, code: str) -> Area:
        """The area with this code."""
        return next(area for area in self.areas if area.code == code)

    def peer_group(self, id: str) -> PeerGroup:
        """The peer group with this id."""
        return next(group for group in self.peer_groups if group.id == id)

    def sponsor(self, id: str) -> Sponsor:
        """The sponsor with this id."""
        return next(sponsor for sponsor in self.sponsors if sponsor.id == id)

    def scheme(self, name: str) -> Scheme:
        """The scheme of this name; one that is not declared is an OperatorMistake with the nearest."""
        for scheme in self.schemes:
            if scheme.name.lower() == name.lower():
                return scheme
        known = [scheme.name for scheme in self.schemes]
        declared = f"It declares: {', '.join(known)}." if known else "Declare it there under [[scheme]]."
        raise OperatorMistake(
            f"partnership.toml declares no scheme '{name}'.", hint=nearest(name, known) or declared
        )

    def breaks_of(self, measure: str, place: str) -> tuple[Break, ...]:
        """The recording changes that the series of a measure at a place must show, oldest first."""
        touching = [change for change in self.breaks if change.touches(measure, place)]
        return tuple(sorted(touching, key=lambda change: change.date))


def open_home(
    folder: Path,
    *,
    measures: Collection[str] | Mapping[str, Measure] | None = None,
    contracts: Collection[str] | None = None,
) -> Partnership:
    """Read a partnership's folder; the first mistake in any file stops with one sentence and its line.

    ``measures`` are the known measures: names alone, or names with their definitions, in which case
    an indicator's periods, breakdown and direction are checked against them too. ``contracts`` are
    the known contracts. Left out, the names of measures and contracts are not checked.
    """
    if not folder.is_dir():
        raise OperatorMistake(f"There is no partnership folder at {folder}.", hint="'desist init' makes one.")
    outside = {"measure": measures, "contract": contracts}
    names = Names(outside={kind: known for kind, known in outside.items() if known is not None})
    files = [open_file(folder / name) for name in FILES]
    about = read_table(PartnershipFile, files[0], names)
    names.also["area"] = {area.name: area.code for area in about.areas}
    plan = read_table(Plan, files[1], names)
    breaks = read_table(BreaksFile, files[2], names)
    sources = read_table(SourcesFile, files[3], names)
    organisations = OrganisationsFile()
    if (folder / ORGANISATIONS).exists():
        organisations = read_table(OrganisationsFile, open_file(folder / ORGANISATIONS), names)
    names.check()
    if isinstance(measures, Mapping):
        check_against_measures(plan, files[1], measures)
    return Partnership(
        folder=folder,
        name=about.name,
        short_name=about.short_name,
        office=about.office,
        scrutiny=about.scrutiny,
        small_numbers=about.small_numbers,
        areas=about.areas,
        peer_groups=about.peer_groups,
        sponsors=about.sponsors,
        schemes=about.schemes,
        plan=plan,
        breaks=breaks.breaks,
        sources=sources.sources,
        organisations=organisations,
        signing_key=about.signing_key,
    )
