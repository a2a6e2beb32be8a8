"""Ask over the standard records: each is set up when a question first names it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from desist.measures.reoffending.follow_up import FOLLOWED_UP, followed_up_sql
from desist.records.catalogue import FACTS, KEPT, RECORDS, record_sql
from desist.records.places import council_places, wider_places, written_places


class Tables(Protocol):
    """Whatever holds the accepted rows and answers SQL: a session of the store, or a test's own."""

    def add_facts(self, name: str, columns: Mapping[str, str], rows: list[tuple[Any, ...]]) -> None: ...

    def add_view(self, name: str, sql: str) -> None: ...

    def keep(self, name: str, sql: str) -> None: ...

    def ask(self, sql: str) -> list[dict[str, Any]]: ...


class Asking:
    """Answers questions over tables of extracts, their records and the places they name.

    ``loaded`` lists the tables of extracts that hold rows, whose spellings of places are looked up;
    ``home`` the codes of the places where everybody counts whom the partnership's agencies sent. ``instead``
    names tables of extracts in whose place every question and record reads a query over what was sent;
    ``linked`` the same for who is one person, which ``instead`` is asked over; ``sent`` the same for what
    was sent at all, which ``linked`` is asked over.
    """

    def __init__(
        self,
        tables: Tables,
        loaded: Sequence[str],
        home: Sequence[str] = (),
        instead: Mapping[str, str] | None = None,
        linked: Mapping[str, str] | None = None,
        sent: Mapping[str, str] | None = None,
    ) -> None:
        self._tables = tables
        self._loaded = loaded
        self._home = home
        self._ready: set[str] = set()
        self._instead: dict[str, str] = {}
        for queries, name in ((sent, "sent"), (linked, "linked"), (instead, "put_right")):
            views = {table: f"{table}_{name}" for table in queries or {}}
            for table, sql in (queries or {}).items():
                tables.add_view(views[table], self._meant(sql))
            self._instead |= views

    def ask(self, sql: str) -> list[dict[str, Any]]:
        """The answer as one dictionary a row, by column name."""
        self._make_ready(sql)
        return self._tables.ask(self._meant(sql))

    def prepared(self, sql: str) -> str:
        """A query as the tables' own engine is to be given it, every record that it names set up."""
        self._make_ready(sql)
        return self._meant(sql)

    def _meant(self, sql: str) -> str:
        """The question with each table that something stands in for by the name of what does."""
        if not self._instead:
            return sql
        # A table is not meant where its name stands in a comment or a text, as in the path of a file.
        said = r"--[^\n]*|'[^']*'|\b\w+\b"
        return re.sub(said, lambda word: self._instead.get(word[0], word[0]), sql)

    def _make_ready(self, sql: str) -> None:
        named = set(re.findall(r"[a-z_]+", re.sub(r"--.*", "", sql))) - self._ready
        for name in [each for each in FACTS if each in named]:
            self._ready.add(name)
            self._tables.add_facts(name, FACTS[name], self._facts(name))
        for name in [each for each in RECORDS if each in named]:
            self._ready.add(name)
            self._make_ready(record_sql(name))
            add = self._tables.keep if name in KEPT else self._tables.add_view
            add(name, self._meant(record_sql(name)))
        for name in [each for each in FOLLOWED_UP if each in named]:
            self._ready.add(name)
            self._make_ready(followed_up_sql(name))
            self._tables.keep(name, self._meant(followed_up_sql(name)))

    def _facts(self, name: str) -> list[tuple[Any, ...]]:
        if name == "wider_places":
            return list(wider_places())
        if name == "council_places":
            return list(council_places())
        if name == "home_places":
            return [(code,) for code in self._home]
        asked = " union ".join(f"select distinct _place from {table}" for table in self._loaded)
        written = [row["_place"] for row in self._tables.ask(asked)] if asked else []
        return list(written_places(written))
