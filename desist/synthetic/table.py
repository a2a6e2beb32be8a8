"""Write made-up rows as a file in the exact shape of a contract."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

from desist.contracts.catalogue import contract as contract_named

Row = Mapping[str, object]


def table(contract: str, rows: Iterable[Row], *, headers: Mapping[str, str] | None = None) -> str:
    """CSV text with the contract's published headers; rows give cells by the contract's column names.

    ``headers`` renames a published header that differs from release to release. A column that a row
    leaves out is an empty cell; a name that the contract does not know is a mistake in the caller.
    """
    columns = {rule.name: rule.header for rule in contract_named(contract).columns}
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([(headers or {}).get(name, header) for name, header in columns.items()])
    for row in rows:
        if strange := set(row) - set(columns):
            raise KeyError(f"{contract} has no column {', '.join(sorted(strange))}")
        writer.writerow([row.get(name, "") for name in columns])
    return text.getvalue()
