"""People known under two references each: the compiled pass counts persons, as the query does."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from desist.measures.catalogue import CATALOGUE
from tests.integration.test_reoffending_renewed import HOME, NOW, PERIODS, County
from tests.linked_county import write_links

pytest.importorskip("numba")
SINCE = "2018-01-01"


class LinkedCounty(County):
    """The county with all that was proven since 2018 under another reference, and links between the two."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.whole = self.rows("courts.proven_offences")
        people = self.rows("police.people")
        self.load("police.people", people + [{**row, "person_ref": other(row)} for row in people])
        self.known = sorted({row["person_ref"] for row in people})
        self._runs = 0

    def sent(self, rows: list[dict[str, str]]) -> list[dict[str, str]]:
        return [{**row, "person_ref": other(row)} if row["proof_date"] >= SINCE else row for row in rows]

    def link(self, apart: set[str] | None = None, **said: int) -> None:
        """Link each person's two references, but for those to be kept apart."""
        self._runs += 1
        links = {}
        for at, ref in enumerate(self.known):
            links[ref] = f"P{at:08d}"
            links[f"{ref}-2"] = f"P{at + 1_000_000 * (ref in (apart or set())):08d}"
        now = NOW + timedelta(days=self._runs)
        write_links(self.home.store, links, now, **{"changes": 1, "new_records": 0, **said})

    def counts(self) -> list[Any]:
        reader = self.home.reader()
        try:
            measure = CATALOGUE["proven_reoffending_rate"]
            return [(each.numerator, each.denominator) for each in reader.read(measure, [HOME], PERIODS)]
        finally:
            reader.close()


def other(row: dict[str, str]) -> str:
    return f"{row['person_ref']}-2"


def test_the_pass_counts_the_persons_whom_links_make(tmp_path: Path) -> None:
    county = LinkedCounty(tmp_path)
    before = [row for row in county.whole if row["proof_date"] < "2021-10"]
    county.load("courts.proven_offences", before)
    truth = county.counts()
    county.load("courts.proven_offences", county.sent(before))
    unlinked = county.check()
    assert county.counts() != truth

    # Nobody goes by the name they had, so all is laid out anew; and the people are those of before.
    county.link()
    linked = county.check()
    assert "base" not in linked
    assert county.counts() == truth
    assert (linked["people"], linked["offences"]) < (unlinked["people"], unlinked["offences"] + 1)

    # A run that met nobody new and changed nobody leaves what is laid out as it is.
    county.link(changes=0)
    assert county.check()["key"] == linked["key"]

    # Some are no longer one person: only they are asked for again.
    some = set(county.known[::6])
    county.link(apart=some)
    parted = county.check()
    assert parted["base"] == linked["key"]
    assert parted["people"] > linked["people"]
    assert county.counts() != truth
    county.link()
    again = county.check()
    assert again["offences"] == linked["offences"]
    assert county.counts() == truth

    # A new quarter, sent under the other references, is told of the persons behind them.
    newer = [row for row in county.whole if "2021-10" <= row["proof_date"] < "2022-01"]
    county.load("courts.proven_offences", county.sent(newer))
    grown = county.check()
    assert grown["base"] == again["key"]
    assert grown["offences"] == again["offences"] + len(newer)

    # Without links again: what was laid out by reference lacks the new quarter, and is renewed with it.
    county.home.undo(county.home.store.loads("linkage.person_link")[-1].id, now=NOW + timedelta(days=90))
    county.check()
