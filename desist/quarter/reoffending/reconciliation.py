"""How far a local figure of proven reoffending lies from the official one, and what accounts for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from desist.measures.definition import rows_sql
from desist.measures.reoffending.cohort import LENGTHS, Cohort
from desist.measures.reoffending.measures import SOURCES
from desist.measures.reoffending.reconciled import Cause, Counted, Part, Step, parted
from desist.partnership.office import SmallNumbers
from desist.quarter.reader import Reader
from desist.quarter.reoffending.official import Official, official_figure
from desist.quarter.reoffending.people_followed import SUPPLY
from desist.quarter.reoffending.put_right import (
    LINKED,
    LINKS,
    LISTED,
    people_merged,
    versions_before,
    versions_on,
    without_list,
)
from desist.quarter.reoffending.small_groups import mark_of
from desist.records.places import printed_name
from desist.store.store import Store
from desist.vocabulary.mark import Mark
from desist.vocabulary.mistake import OperatorMistake
from desist.vocabulary.period import Period

# Gives a reader of the tables at some versions, with some tables put right.
OpenAt = Callable[[Mapping[str, int], Mapping[str, str]], Reader]
AS_WE_PLACE, BY_ADDRESS = "offenders_in_place", "offenders_by_address_in_place"
OFFICIAL_MONTHS = 3
TELLS_OFFENCES = dict(zip(SOURCES, ("courts.proven_offences", "criminal_history"), strict=True))
NOTHING: Mapping[str, str] = {}
LOCATED = "select 1 as one from person where source = {source} and area_code is not null limit 1"

DATED = "our data as they stood at the Ministry's extract"
MERGED = "everybody once, by the links that are known"
BY_LINKING = f"everybody once: our figure goes by linking ({LINKED}) already, and by links known since"
PLACED = "everybody where the address on the index date is"
UNLINKED = f"no known links are held ({LINKS})"
UNPLACED = "no address is held (area in police.people, police.addresses)"
UNLISTED = f"no list of offences that never count is held ({LISTED})"


@dataclass(frozen=True, kw_only=True)
class LocalRule:
    """How the local figure was counted, where that may differ from the official rule.

    ``cohort_months`` is 3, or 12 for the older cohorts in which a person counts once; ``counts_listed`` is
    true of a figure that counts as reoffences also the offences listed as never counted.
    """

    cohort_months: int = 3
    counts_listed: bool = False


@dataclass(frozen=True, kw_only=True)
class Reconciled:
    """The local figure, the official one, and the parts of the difference, which add up to it exactly.

    ``mark`` says whether so few people stand behind the rates that they are withheld or unreliable.
    """

    place: str
    period: Period
    source: str
    rule: LocalRule
    local: Counted
    official: Official
    parts: tuple[Part, ...]
    mark: Mark


@dataclass(frozen=True, kw_only=True)
class Recount:
    """One way to count the cohort: over which versions, with what put right, which people, which cohorts."""

    versions: Mapping[str, int]
    put_right: Mapping[str, str]
    query: str
    months: int


def reconciliation(
    store: Store,
    open_at: OpenAt,
    place: str,
    period: Period,
    *,
    small: SmallNumbers,
    rule: LocalRule,
    before: str = "",
) -> Reconciled:
    """Count a cohort as we do, again with one thing more put right each time, and set it beside the official.

    ``place`` is a code. ``before`` names the load before which our data stood as at the Ministry's extract;
    without it they are taken as held at the end of the day of the extract. Raises OperatorMistake where no
    official figure, or nobody of ours, is held for the cohort.
    """
    _refuse_period(period, rule)
    listed = without_list() if rule.counts_listed else NOTHING
    with ExitStack() as stack:
        opened: dict[str, Reader] = {}

        def reader(recount: Recount) -> Reader:
            key = repr((sorted(recount.versions.items()), sorted(recount.put_right)))
            if key not in opened:
                opened[key] = stack.enter_context(closing(open_at(recount.versions, recount.put_right)))
            return opened[key]

        recount = Recount(
            versions=store.versions(), put_right=listed, query=AS_WE_PLACE, months=rule.cohort_months
        )
        now = reader(recount)
        official = official_figure(now, place, period)
        source = _source(now, place, period, rule)
        local = _counted(now, recount, place, source, period)
        steps = []
        for cause, said, unmeasured, changed in _to_put_right(
            store, now, source, rule, before, official.extracted_on
        ):
            if not unmeasured:
                recount = replace(recount, **changed)
            steps.append(
                Step(
                    cause=cause,
                    put_right=said,
                    counted=None if unmeasured else _counted(reader(recount), recount, place, source, period),
                    why_not=unmeasured,
                )
            )
    return Reconciled(
        place=printed_name(place),
        period=period,
        source=source,
        rule=rule,
        local=local,
        official=official,
        parts=parted(local, steps, official.counted),
        mark=mark_of(min(local.offenders, official.counted.offenders), small),
    )


def _to_put_right(
    store: Store, now: Reader, source: str, rule: LocalRule, before: str, extracted_on: date | None
) -> Iterator[tuple[Cause, str, str, Mapping[str, Any]]]:
    """Each cause in its order: what is put right in words, why it cannot be, what changes in the count."""
    held = now.versions
    listed = without_list() if rule.counts_listed else NOTHING
    then, unknown = _as_extracted(store, source, before, extracted_on)
    yield Cause.REVISION, DATED, unknown, {"versions": {**held, **then}}
    linked = LINKED in held
    merged = people_merged(linked=linked) if LINKS in held else NOTHING
    unlinked = "" if merged or linked else UNLINKED
    said = BY_LINKING if linked else MERGED
    yield Cause.LINKAGE, said, unlinked, {"put_right": {**merged, **listed}}
    located = now.ask(LOCATED.format(source=_text(source)))
    yield Cause.GEOGRAPHY, PLACED, "" if located else UNPLACED, {"query": BY_ADDRESS}
    said, nothing = _rule(rule, LISTED in held)
    yield Cause.RULE, said, nothing, {"put_right": merged, "months": OFFICIAL_MONTHS}


def _refuse_period(period: Period, rule: LocalRule) -> None:
    Cohort(period=period)
    if rule.cohort_months not in LENGTHS:
        raise OperatorMistake(
            f"A cohort of {rule.cohort_months} months is not counted.", hint="Give 3 or 12 months."
        )
    if rule.cohort_months > (period.months or 0):
        raise OperatorMistake(
            f"A cohort of {rule.cohort_months} months does not fit in {period}.",
            hint="Name twelve months that begin with a quarter: --from 2021-04 --to 2022-03.",
        )


def _source(now: Reader, place: str, period: Period, rule: LocalRule) -> str:
    """The source that answers: the agencies' extracts where they hold anybody in the cohort."""
    found = {
        row["source"]
        for row in now.ask(
            f"select distinct r.source from (\n{rows_sql(f'reoffending/{AS_WE_PLACE}')}\n) as r "
            f"where {_in_cohort(place, period, rule.cohort_months)}"
        )
    }
    for source in SOURCES:
        if source in found:
            return source
    raise OperatorMistake(
        f"Nobody is followed up in {printed_name(place)}, {period}.",
        hint=SUPPLY,
    )


def _counted(reader: Reader, recount: Recount, place: str, source: str, period: Period) -> Counted:
    rows = rows_sql(f"reoffending/{recount.query}")
    (row,) = reader.ask(
        "select count(*) as offenders, count(*) filter (where r.reoffences > 0) as reoffenders, "
        f"coalesce(sum(r.reoffences), 0) as reoffences from (\n{rows}\n) as r "
        f"where {_in_cohort(place, period, recount.months)} and r.source = {_text(source)}"
    )
    return Counted(**{name: int(n) for name, n in row.items()})


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _in_cohort(place: str, period: Period, months: int) -> str:
    return (
        f"r.place = '{place}' and r.cohort_months = {months} and r.period_start >= date '{period.start}' "
        f"and r.period_end <= date '{period.end}'"
    )


def _as_extracted(
    store: Store, source: str, before: str, extracted_on: date | None
) -> tuple[dict[str, int], str]:
    """The versions of our tables at the Ministry's extract, or why they are not known."""
    if not before and extracted_on is None:
        return (
            {},
            "the day of the Ministry's extract is not known (extracted_on, or name a load with --before)",
        )
    then = versions_before(store, before) if before else versions_on(store, extracted_on or date.max)
    if TELLS_OFFENCES[source] not in then:
        when = f"load {before}" if before else f"the end of {extracted_on}"
        return {}, f"nothing of {TELLS_OFFENCES[source]} was held before {when}"
    return then, ""


def _rule(rule: LocalRule, list_held: bool) -> tuple[str, str]:
    """What is put right of the rule, and why nothing can be."""
    said = []
    if rule.cohort_months != OFFICIAL_MONTHS:
        said.append("cohorts of three months, pooled")
    said.append("offences that are listed as never counted left out" if list_held else UNLISTED)
    nothing = "" if list_held or rule.cohort_months != OFFICIAL_MONTHS else UNLISTED
    return "; ".join(said), nothing
