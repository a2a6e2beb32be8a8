"""Links written into a store as a run of linking writes them, whoever is to be one person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from desist.contracts.catalogue import CONTRACTS
from desist.contracts.column import KINDS
from desist.store import Store
from desist.store.engine import copy_to_parquet
from desist.store.store import PROVENANCE, Arrival

LINK = "linkage.person_link"


def write_links(
    store: Store, links: Mapping[str, str], now: datetime, *, changes: int, new_records: int
) -> None:
    """Let each reference be the person given, and no other; what changed is said as a run says it."""
    with store.writing(now, prefix="link") as work:
        engine = store.engine()
        try:
            rows = ", ".join(f"('{ref}', '{person}')" for ref, person in links.items())
            source = {"_sender": "Desist", "_load": work.id, "_file": work.id}
            provenance = ", ".join(f"'{source.get(name, '')}' as {name}" for name in PROVENANCE)
            path = work.staging / f"{work.id}.parquet"
            copy_to_parquet(
                engine, f"select *, {provenance} from (values {rows}) as t (person_ref, person_id)", path
            )
            record = {
                "kind": "load",
                "id": work.id,
                "contract": LINK,
                "sender": "Desist",
                "received": now.isoformat(),
                "files": [],
                "rows_read": len(links),
                "rows_accepted": len(links),
                "rows_quarantined": 0,
                "new_records": new_records,
                "changes": changes,
            }
            columns = {rule.name: KINDS[rule.kind] for rule in CONTRACTS[LINK].columns}
            arrival = Arrival(
                contract=LINK, columns=columns, record=record, accepted=path, rows=len(links), aside=None
            )
            store.replace(engine, work, arrival, now)
        finally:
            engine.close()
