"""Whatever is loaded, corrected and taken back, in whatever order, the store agrees with a plain replay."""

from __future__ import annotations

import shutil
import tempfile
from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from desist.contracts.column import Column
from desist.contracts.extract import Extract
from desist.intake.load import load
from desist.store import Store
from tests.extract_examples import NOW, held, series_file
from tests.reference.store_history import History, Key, Rows


class Visits(
    Extract, name="test.visits", sender="partner return", place="place", period="period", series="measure"
):
    """A made-up contract under which one key may bear many rows."""

    measure: str = Column("What was counted.")
    place: str = Column("Where.")
    period: str = Column("When.")
    numerator: float = Column("How many.")
    denominator: float | None = Column("Out of how many.")
    note: str | None = Column("Anything else.")


SENDERS = ("partner return", "council")
KEYS = st.tuples(
    st.sampled_from(["Durham", "Darlington"]), st.sampled_from(["2025-01", "2025-02", "2025-03"])
)
CONTENT = st.dictionaries(KEYS, st.integers(1, 4), min_size=1, max_size=4)


class StoreHistory(RuleBasedStateMachine):
    """Loads of a made-up extract; the number under a key is how its rows are told apart."""

    @initialize()
    def start(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="desist-history-"))
        self.store = Store(self.folder / "store")
        self.truth = History()
        self.ids: list[str] = []
        self.steps = 0

    @rule(content=CONTENT, sender=st.sampled_from(SENDERS))
    def loads(self, content: dict[tuple[str, str], int], sender: str) -> None:
        self.steps += 1
        # A key with mark n is n rows, each saying n, so that a half-replaced key would show.
        rows = [
            ["triage", place, period, str(mark), "", ""] for (place, period), mark in sorted(content.items())
        ]
        path = series_file(self.folder, "return.csv", *(row for row in rows for _ in range(int(row[3]))))
        marked: Rows = {(sender, place, period): mark for (place, period), mark in content.items()}
        done = load(self.store, Visits, [path], now=NOW + timedelta(minutes=self.steps), sender=sender)
        assert bool(done.unchanged) == self.truth.brings_nothing(marked)
        if not done.unchanged:
            assert done.rows_accepted == sum(content.values())
            self.ids.append(done.id)
            self.truth.load(marked)
        self.agree(done.version)

    @precondition(lambda self: len(self.ids) > len(self.truth.undone))
    @rule(data=st.data())
    def undoes(self, data: st.DataObject) -> None:
        self.steps += 1
        standing = [n for n in range(len(self.ids)) if n not in self.truth.undone]
        number = data.draw(st.sampled_from(standing))
        _, version = self.store.undo(self.ids[number], NOW + timedelta(minutes=self.steps))
        self.truth.undo(number)
        self.agree(version)

    @precondition(lambda self: len(self.truth.versions) > 1)
    @rule(data=st.data())
    def looks_back(self, data: st.DataObject) -> None:
        version = data.draw(st.integers(1, len(self.truth.versions) - 1))
        assert self.at(version) == self.truth.versions[version]

    def agree(self, version: int) -> None:
        assert version == len(self.truth.versions) - 1
        assert self.at(None) == self.truth.table()
        assert not any((self.store.folder / "staging").iterdir())

    def at(self, version: int | None) -> Rows:
        found: dict[Key, list[float]] = {}
        for row in held(self.store, Visits.contract, version):
            found.setdefault((row["_sender"], row["_place"], row["_period"]), []).append(row["numerator"])
        assert all(values == [len(values)] * len(values) for values in found.values()), found
        return {key: len(values) for key, values in found.items()}

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            shutil.rmtree(self.folder)


TestStoreHistory = StoreHistory.TestCase
TestStoreHistory.settings = settings(
    max_examples=15, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck)
)
