"""Which files bring something new, and which must not be taken beside one another."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from desist.contracts.extract import Extract
from desist.contracts.rules import fingerprint
from desist.intake.checking import Tally
from desist.intake.table_file import TableFile
from desist.store.engine import Engine, parquet
from desist.store.store import Store
from desist.vocabulary.mistake import OperatorMistake
from desist.vocabulary.place import plain_name
from desist.vocabulary.reference_places import force


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Files that bring something, and those whose every row is already what the table holds."""

    fresh: tuple[TableFile, ...]
    unchanged: tuple[TableFile, ...]


def part(
    store: Store, engine: Engine, contract: type[Extract], files: Sequence[TableFile], sender: str
) -> Standing:
    """Part new files from those loaded before, by hash, whose rows all still stand."""
    live = store.table(contract.contract).files()
    rows: dict[tuple[str, str], int] = {}
    if live:
        counted = engine.rows(f"select _load, _file, count(*) from {parquet(live)} group by all")
        rows = {(load, file): count for load, file, count in counted}
    stands = {
        (each["sha256"], each.get("place", ""), each.get("period", ""))
        for load in store.loads(contract.contract)
        if not load.undone and load.sender == sender
        for each in load.files
        if each.get("rules") == fingerprint(contract)
        and rows.get((load.id, each["sha256"]), 0) == each["rows_accepted"]
    }
    fresh: dict[str, TableFile] = {}
    unchanged: list[TableFile] = []
    for file in files:
        sha = file.landed.sha256
        same = fresh.get(sha)
        if same and (same.place, same.period) != (file.place, file.period):
            raise OperatorMistake(
                f"{same.landed.name} and {file.landed.name} are the same file to the byte, yet their names "
                "speak of different places or periods; nothing was loaded.",
                hint="Leave out the one that bears the wrong name.",
            )
        if same or (sha, file.place, file.period) in stands:
            unchanged.append(file)
        else:
            fresh[sha] = file
    return Standing(fresh=tuple(fresh.values()), unchanged=tuple(unchanged))


def refuse_strangers(
    contract: type[Extract], tallies: Sequence[Tally], allowed: Collection[str] | None
) -> None:
    """A file about a force that is neither an area nor a peer of the partnership is most likely a slip."""
    if not contract.home_only or allowed is None:
        return
    known = {_force_code(name) for name in allowed}
    for place in sorted({each.place for each in tallies}):
        if _force_code(place) not in known:
            raise OperatorMistake(
                f"This file is about {place}, which is neither an area nor a peer of this partnership; "
                "nothing was loaded.",
                hint="Check that it is the right file, or add the force to peers in partnership.toml.",
            )


def _force_code(name: str) -> str:
    """The one code of a force, however it is spelled; an unknown name stands for itself."""
    try:
        return force(name).code
    except OperatorMistake:
        return plain_name(name)


def refuse_repeats(contract: type[Extract], tallies: Sequence[Tally]) -> None:
    """A figure given twice in one load would be added to itself: which one is right cannot be guessed."""
    if not contract.one_figure:
        return
    given: set[tuple[str, str, str]] = set()
    for each in tallies:
        key = (each.series, _force_code(each.place), each.period)
        if each.rows > 1 or key in given:
            raise OperatorMistake(
                f"{each.series} for {each.place}, {each.period}, stands there twice; nothing was loaded.",
                hint="Keep the row that is right.",
            )
        given.add(key)


def refuse_rivals(
    store: Store,
    engine: Engine,
    contract: type[Extract],
    tallies: Sequence[Tally],
    unchanged: Sequence[TableFile],
) -> None:
    """Two different files given together may not claim the same key: which is right cannot be guessed."""
    claimed: dict[tuple[str, str, str], str] = {}
    for each in tallies:
        key = (each.place, each.period, each.series)
        if claimed.setdefault(key, each.file) != each.file:
            raise _rival(key)
    live = store.table(contract.contract).files()
    if live and unchanged:
        held = engine.rows(
            f"select distinct _place, _period, _series from {parquet(live)} where list_contains($1, _file)",
            [[file.landed.sha256 for file in unchanged]],
        )
        for key in sorted(set(held) & set(claimed)):
            raise _rival(key)


def _rival(key: tuple[str, ...]) -> OperatorMistake:
    place, period, series = key
    about = ", ".join(each for each in (series, place, period) if each)
    return OperatorMistake(
        f"Two of the files named hold rows for {about or 'the same thing'}, so neither can replace "
        "the other; nothing was loaded.",
        hint="Load the one that is right, or one after the other if the second corrects the first.",
    )
