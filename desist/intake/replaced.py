"""Say what a load replaces, so that a file cut short does not quietly take a whole one's place."""

from __future__ import annotations

from pathlib import Path

from desist.contracts.extract import Extract
from desist.store.engine import Engine, parquet
from desist.store.keys import KEY
from desist.store.store import Store

MUCH_SHORTER = 0.8  # below this share of the rows held before, the sentence asks whether the file is whole


def replaced(store: Store, engine: Engine, contract: type[Extract], arrived: Path | None) -> tuple[str, ...]:
    """One sentence on the rows that give way to the new ones; none where nothing was held before."""
    live = store.table(contract.contract).files()
    if arrived is None or not live:
        return ()
    counted = f"select {KEY}, count(*) as rows from"
    rows = engine.rows(
        f"""
        select coming._place, coming._period, coming._series, held.rows, coming.rows
        from ({counted} {parquet([arrived])} group by all) as coming
        join ({counted} {parquet(live)} group by all) as held using ({KEY})
        order by coming.rows / held.rows, coming._place, coming._period"""
    )
    if not rows:
        return ()
    place, period, series, before, now = rows[0]
    about = ", ".join(part for part in (series, place, period) if part)
    if now < MUCH_SHORTER * before:
        return (
            f"For {about} it replaces {_rows(before)} by {now:,}; if the file is not whole, take the "
            "load back with 'desist undo'.",
        )
    were, are = sum(row[3] for row in rows), sum(row[4] for row in rows)
    return (f"It replaces {_rows(were)} held before by {are:,}.",)


def _rows(number: int) -> str:
    return f"{number:,} row{'' if number == 1 else 's'}"
