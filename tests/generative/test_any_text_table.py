"""Whatever characters a file holds, each line is a row taken, a row set aside, or blank; none is lost."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from desist.contracts.column import Column
from desist.contracts.extract import Extract
from desist.intake.load import load
from desist.store import Store
from desist.vocabulary.mistake import OperatorMistake
from tests.extract_examples import NOW, held, set_aside
from tests.reference.table_reader import read_table


class Anything(
    Extract,
    name="test.anything",
    sender="nobody",
    place="''",
    period="''",
    checks=(("a is null or a not in ('a', 'yyyy')", "a must be neither a nor yyyy."),),
):
    """Three cells that may hold almost anything."""

    a: str | None = Column("Anything.")
    b: str | None = Column("Anything.")
    c: str | None = Column("Anything.")


CELL = st.one_of(
    st.text("xy \u00e9", max_size=4),
    st.text('x,"\n\r \t;', max_size=5).map(lambda cell: '"' + cell.replace('"', '""') + '"'),
    st.text('x" \t\u00a0', max_size=4),
)
LINE = st.lists(CELL, min_size=3, max_size=3).map(",".join)
ODD = st.one_of(LINE, LINE, LINE, st.text('x,," \n\r\t', max_size=9), st.just("a,b,c"))


def one_line_end(cell: str | None) -> str | None:
    return cell and cell.replace("\r\n", "\n").replace("\r", "\n")


@settings(max_examples=100, deadline=None)
@given(st.lists(ODD, max_size=8), st.sampled_from(["\n", "\r\n", "\r"]), st.booleans())
def test_every_line_is_accounted_for(lines: list[str], end: str, ended: bool) -> None:
    text = end.join(["a,b,c", *lines]) + (end if ended else "")
    good, bad = read_table(text, width=3)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        path.write_bytes(text.encode())
        store = Store(Path(folder) / "store")
        try:
            done = load(store, Anything, [path], now=NOW)
        except OperatorMistake as refusal:
            assert "holds a header and no rows" in refusal.sentence
            assert not good
            assert not bad
            return
        assert done.rows_read == len(good) + len(bad)
        assert done.rows_accepted + done.rows_quarantined == done.rows_read
        aside = {at for at, _, _ in set_aside(store, done)}
        assert bad <= aside
        assert aside - bad == {at for at, cells in good.items() if cells[0] in ("a", "yyyy")}
        # Line ends inside cells stay as they were sent; the reference writes them one way.
        taken = [tuple(one_line_end(row[name]) for name in "abc") for row in held(store, "test.anything")]
        said = [cells for at, cells in good.items() if at not in aside]
        assert sorted(map(repr, taken)) == sorted(map(repr, said))
