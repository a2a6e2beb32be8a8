"""Fetch the months of a force out of the archives in which every force's months are published."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from desist.contracts.catalogue import contract as contract_named
from desist.intake.archive import Damaged, Member, Taken, take_out
from desist.intake.download import Line, download
from desist.intake.genuine import check_genuine
from desist.intake.holding import Fetch, Fetched, room, wanted
from desist.intake.publishers import Publication
from desist.intake.remote import open_remote
from desist.vocabulary.mistake import OperatorMistake, nearest
from desist.vocabulary.period import Period


@dataclass(frozen=True, kw_only=True)
class Slot:
    """A file that was asked for: of which contract, month and force, and where it belongs here."""

    contract: str
    month: Period
    force: str
    member: Member


def from_archives(
    source: Publication,
    *,
    contracts: Sequence[str],
    months: Sequence[Period],
    forces: Sequence[str],
    into: Path,
    line: Line,
) -> Fetch:
    """Fetch the files of these contracts, months and forces that are not here yet."""
    slots = [
        _slot(source, contract, month, force, into)
        for month in sorted(set(months))
        for force in dict.fromkeys(_slug(each) for each in forces)
        for contract in contracts
    ]
    missing = [each for each in slots if not each.member.target.exists()]
    absent: set[Path] = set()
    for last in archives_for([each.month for each in missing], source.months_held):
        first = last.moved(1 - source.months_held)
        held = [each for each in missing if first <= each.month <= last]
        absent |= _from_archive(source, last, held, into, line)
    return Fetch(
        source=source,
        files=tuple(
            Fetched(path=each.member.target, contract=each.contract, new=each in missing)
            for each in slots
            if each.member.target not in absent
        ),
        absent=tuple(f"{source.publisher} holds no {path.name}." for path in sorted(absent)),
    )


def archives_for(months: Sequence[Period], held: int) -> list[Period]:
    """The fewest archives that hold these months, when the archive of a month holds ``held`` up to it."""
    archives: list[Period] = []
    for month in sorted(set(months), reverse=True):
        if not archives or month < archives[-1].moved(1 - held):
            archives.append(month)
    return archives


def _from_archive(source: Publication, last: Period, slots: list[Slot], into: Path, line: Line) -> set[Path]:
    """Take files out of one archive, in place if its server allows, and say which it does not hold."""
    archive = wanted(source, source.address.format(month=f"{last.start:%Y-%m}"), into)
    contracts = {each.member.target: contract_named(each.contract) for each in slots}
    members = [each.member for each in slots]
    name = archive.target.name

    def check(path: Path, member: Member) -> None:
        check_genuine(path, member.target.name, contract=contracts[member.target])

    def take_from_here() -> Taken:
        try:
            taken = take_out(archive.target, members, name=name, check=check)
        except Damaged:
            archive.target.unlink()
            raise
        archive.target.unlink()
        return taken

    with room(into):
        if archive.target.exists():  # whole, but a killed fetch left files in it
            taken = take_from_here()
        elif remote := open_remote(archive, line):
            with remote:
                taken = take_out(remote, members, name=name, check=check)
        else:
            download(archive, line)
            taken = take_from_here()
    _refuse_unknown_force(slots, taken.held, name)
    return {each.target for each in taken.absent}


def _refuse_unknown_force(slots: list[Slot], held: frozenset[str], name: str) -> None:
    found = (
        re.fullmatch(r".*/\d{4}-\d{2}-(.+?)-(?:street|outcomes|stop-and-search)\.csv", each) for each in held
    )
    known = sorted({each[1] for each in found if each})
    for force in dict.fromkeys(each.force for each in slots):
        if known and force not in known:
            raise OperatorMistake(
                f"{name} holds nothing from a force called '{force}'.",
                hint=nearest(force, known) or f"It holds: {', '.join(known)}.",
            )


def _slot(source: Publication, contract: str, month: Period, force: str, into: Path) -> Slot:
    name = source.members[contract].format(month=f"{month.start:%Y-%m}", force=force)
    member = Member(name=name, target=into / source.name / name)
    return Slot(contract=contract, month=month, force=force, member=member)


def _slug(force: str) -> str:
    """A force as the publisher writes it in file names: 'Avon and Somerset' is avon-and-somerset."""
    plain = re.sub(r"[ _]+", "-", force.strip().lower())
    if not re.fullmatch(r"[a-z]+(-[a-z]+)*", plain):
        raise OperatorMistake(f"'{force}' is not the name of a force.", hint="Write it as west-mercia.")
    return plain
