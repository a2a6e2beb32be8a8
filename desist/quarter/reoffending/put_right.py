"""What is put right in the agencies' extracts before a cohort is counted again: versions, who is who."""

from __future__ import annotations

from datetime import UTC, date, datetime

from desist.contracts.catalogue import CONTRACTS
from desist.store.store import Store
from desist.vocabulary.mistake import OperatorMistake

# What was proven and who left custody: only these are set back to what was held on a day.
SET_BACK = ("courts.proven_offences", "prisons.custody_spells", "criminal_history")
ABOUT_PERSONS = (
    "police.people",
    "police.addresses",
    "courts.proven_offences",
    "prisons.custody_spells",
    "criminal_history",
)
LISTED, LINKS, LINKED = "moj.offences_not_counted", "local.known_links", "linkage.person_link"


def versions_on(store: Store, day: date) -> dict[str, int]:
    """The version of each table of offences and custody that was the newest at the end of a day."""
    end = datetime(day.year, day.month, day.day, 23, 59, 59, 999_999, tzinfo=UTC)
    return {name: at for name in SET_BACK if (at := _version_by(store, name, end, inclusive=True)) > 0}


def versions_before(store: Store, load: str) -> dict[str, int]:
    """The version of each of these tables just before a load; an unknown load is an OperatorMistake."""
    known = {each.id: each for name in SET_BACK for each in store.loads(name)}
    if load not in known:
        raise OperatorMistake(
            f"There is no load '{load}' of proven offences or custody.",
            hint="'desist loads' lists them with their ids.",
        )
    moment = datetime.fromisoformat(known[load].received)
    return {name: at for name in SET_BACK if (at := _version_by(store, name, moment, inclusive=False)) > 0}


def _version_by(store: Store, contract: str, moment: datetime, *, inclusive: bool) -> int:
    held = 0
    for commit in store.table(contract).history():
        made = datetime.fromisoformat(commit.record.get("received") or commit.record["at"])
        if made < moment or (inclusive and made == moment):
            held = commit.version
    return held


def without_list() -> dict[str, str]:
    """No offence is listed as never counted: what a figure is where nobody applies the list."""
    table = CONTRACTS[LISTED].table()
    return {table: f"select * from {table} where false"}


def people_merged(*, linked: bool = False) -> dict[str, str]:
    """Every extract about persons with each known link followed, up to three references in a row.

    One row that was sent under two references of one person is one row; two rows alike that were sent under
    one reference stay two. ``linked`` says that the extracts name persons by the ids of linking already: then
    a link joins the persons whom linking found behind its two references, and says nothing where it is known.
    """
    known = BY_ID if linked else BY_REFERENCE
    return {CONTRACTS[name].table(): _merged(name, known) for name in ABOUT_PERSONS}


BY_REFERENCE = "select person_ref, min(same_as) as kept from local_known_links group by person_ref"
BY_ID = """
    select person_ref, min(same_as) as kept
    from (
        select coalesce(one.person_id, k.person_ref) as person_ref,
            coalesce(other.person_id, k.same_as) as same_as
        from local_known_links as k
        left join linkage_person_link as one on one.person_ref = k.person_ref
        left join linkage_person_link as other on other.person_ref = k.same_as
    ) as persons
    where person_ref <> same_as
    group by person_ref"""


def _merged(contract: str, known: str) -> str:
    extract = CONTRACTS[contract]
    others = [f't."{rule.name}"' for rule in extract.columns if rule.name != "person_ref"]
    listed = ", ".join(others)
    return f"""
with known as ({known}
)
select distinct
    coalesce(third.kept, second.kept, first.kept, t.person_ref) as person_ref, {listed}, t.again
from (
    select t.person_ref, {listed},
        row_number() over (partition by t.person_ref, {listed} order by t.person_ref) as again
    from {extract.table()} as t
) as t
left join known as first on first.person_ref = t.person_ref
left join known as second on second.person_ref = first.kept
left join known as third on third.person_ref = second.kept"""
