"""Extracts about persons with each reference replaced by the person that linking found behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desist.contracts.catalogue import CONTRACTS
from desist.store.store import Store

LINK = "linkage.person_link"
# What is itself about references, not about persons.
OF_REFERENCES = (LINK, "agency.identities", "local.known_links")
ABOUT_PERSONS = tuple(
    name for name, extract in CONTRACTS.items() if name not in OF_REFERENCES and extract.persons()
)


def linked(versions: Mapping[str, int], *, links: str = "", beside: str = "") -> dict[str, str]:
    """For each table of an extract about persons a query in its place; none where nothing is linked.

    ``links`` is a query that stands in for the links that are held, for a figure over other plausible
    links. A reference that was never linked stays itself. One row that two agencies sent under two
    references of one person is one row; two rows alike under one reference stay two. ``beside`` stands in for
    the links of those whom rows are about alone, and may give a reference to several persons: then each of
    them has the row.
    """
    if LINK not in versions:
        return {}
    source = f"({links})" if links else CONTRACTS[LINK].table()
    whose = f"({beside})" if beside else source
    return {CONTRACTS[name].table(): _linked(name, whose, source) for name in ABOUT_PERSONS}


def with_links(contracts: Sequence[str], versions: Mapping[str, int]) -> list[str]:
    """The contracts that a figure is counted from, with who is one person where it counts persons by that."""
    about_persons = set(contracts) & set(ABOUT_PERSONS)
    return [*contracts, *([LINK] if about_persons and LINK in versions else [])]


def links_since(store: Store, versions: Mapping[str, int]) -> int:
    """The version since which links stand as they do at some versions, whatever runs came after; -1 for none.

    A run that met no new record and changed nobody leaves them as they were.
    """
    since = -1
    for commit in store.table(LINK).history():
        if commit.version > versions.get(LINK, -1):
            break
        record = commit.record
        if record["kind"] != "load" or record.get("new_records") != 0 or record["changes"]:
            since = commit.version
    return since


def links_changed(changed: Mapping[str, str]) -> str:
    """A query for the links that are held, some references given to other persons."""
    held = f"select person_ref, person_id from {CONTRACTS[LINK].table()}"
    if not changed:
        return held
    values = ", ".join(
        f"('{ref.replace(chr(39), chr(39) * 2)}', '{person}')" for ref, person in changed.items()
    )
    return (
        f"select h.person_ref, coalesce(d.person_id, h.person_id) as person_id from ({held}) as h "
        f"left join (values {values}) as d (person_ref, person_id) on d.person_ref = h.person_ref"
    )


def _linked(contract: str, whose: str, links: str) -> str:
    extract = CONTRACTS[contract]
    persons = extract.persons()
    others = [f't."{rule.name}"' for rule in extract.columns if not rule.person]
    references = [f't."{name}"' for name in persons]
    each = ", ".join([*references, *others])
    replaced = [
        f'coalesce(l{at}.person_id, {reference}) as "{name}"'
        for at, (name, reference) in enumerate(zip(persons, references, strict=True))
    ]
    joined = "\n".join(
        f"left join {links if at else whose} as l{at} on l{at}.person_ref = {reference}"
        for at, reference in enumerate(references)
    )
    return f"""
select distinct {", ".join([*replaced, *others])}, t.again
from (
    select {each}, row_number() over (partition by {each} order by {references[0]}) as again
    from {extract.table()} as t
) as t
{joined}"""
