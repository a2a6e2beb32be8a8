"""A table of counts: its breakdowns, its rows in their order, and the totals among them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import product

import numpy as np

from desist.confidentiality.sums import ALL, Cover, Tree, covers, tree_of
from desist.confidentiality.system import Floats, Ints
from desist.vocabulary.mistake import OperatorMistake

TOTAL_WORDS = frozenset(
    {"total", "totals", "all", "grand total", "overall", "sum", "both", "all ages", "persons"}
)
NEARLY = 1e-6


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table of counts, one row a cell.

    ``rows`` hold a level for each of ``by``, ``ALL`` where the row is a total over that breakdown;
    ``counts`` stand beside them. ``parents`` gives, by breakdown, the level above each level where a
    breakdown has more than one depth. ``about`` says in words what is counted. Where the cells are
    sums of money or of anything else, ``contributions`` holds what each contributor adds to each
    row that is no total; dominance is judged by them.
    """

    by: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    counts: tuple[float, ...]
    parents: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    about: str = "people"
    contributions: tuple[tuple[float, ...], ...] = ()

    def __post_init__(self) -> None:
        """What cannot be a table of counts is said in one sentence."""
        if not self.by:
            raise OperatorMistake("A table needs at least one breakdown.", hint="Name them: --by region,sex.")
        seen: set[tuple[str, ...]] = set()
        for row, count in zip(self.rows, self.counts, strict=True):
            if row in seen:
                raise OperatorMistake(
                    f"The table has two rows for {named(self.by, row)}.",
                    hint="Give every cell one row, or name a further breakdown with --by.",
                )
            seen.add(row)
            if not np.isfinite(count) or count < 0:
                raise OperatorMistake(
                    f"The count of {named(self.by, row)} is {count:g}.", hint="A count is nought or more."
                )
            if not self.contributions and not float(count).is_integer():
                raise OperatorMistake(
                    f"The count of {named(self.by, row)} is {count:g}, which is no whole number.",
                    hint="Protect the counts, and make percentages and rates from what is left.",
                )

    @cached_property
    def trees(self) -> tuple[Tree, ...]:
        return tuple(
            tree_of([row[at] for row in self.rows], self.parents.get(name, {}), name)
            for at, name in enumerate(self.by)
        )

    @cached_property
    def coordinates(self) -> Ints:
        """The number of each row's level in each breakdown's tree."""
        numbers = [{name: at for at, name in enumerate(tree.names)} for tree in self.trees]
        return np.array(
            [[number[level] for number, level in zip(numbers, row, strict=True)] for row in self.rows],
            dtype=np.int64,
        ).reshape(len(self.rows), len(self.by))

    @property
    def values(self) -> Floats:
        return np.array(self.counts, dtype=float)

    @cached_property
    def covers(self) -> tuple[Cover, ...]:
        """The sums between its rows; a total that is not the sum of its parts is the operator's mistake."""
        found = covers(self.coordinates, self.trees)
        wrong = self._wrong_total(found)
        if wrong is not None:
            at, made = wrong
            raise OperatorMistake(
                f"The total of {named(self.by, self.rows[at])} is {self.counts[at]:,.10g}, but its parts "
                f"add up to {made:,.10g}.",
                hint="Correct the total or the parts; a total that is no sum cannot be protected.",
            )
        return tuple(found)

    def _wrong_total(self, found: Sequence[Cover]) -> tuple[int, float] | None:
        """The first total, the finest first, that its parts do not add up to, and what they add up to."""
        for each in reversed(found):
            made = np.bincount(each.of, self.values[each.part], minlength=each.total.size)
            # Counts are whole and add up to the last one; a sum of money may lack a fraction.
            apart = NEARLY * (1 + made) if self.contributions else 0.5
            (wrong,) = np.nonzero(np.abs(made - self.values[each.total]) > apart)
            if wrong.size:
                return int(each.total[wrong[0]]), float(made[wrong[0]])
        return None

    @property
    def lacks_parts(self) -> bool:
        """Whether a total stands without all of its parts, as one region's total and not the other's."""
        return self._wrong_total(covers(self.coordinates, self.trees)) is not None

    @property
    def totals(self) -> Ints:
        """Over how many breakdowns each row is a total, a level with others below it counting as one."""
        found: Ints = np.zeros(len(self.rows), np.int64)
        for at, tree in enumerate(self.trees):
            found = found + np.where(tree.leaf[self.coordinates[:, at]], 0, 1)
        return found


def named(by: Sequence[str], row: Sequence[str]) -> str:
    """A cell in words: 'region A, sex female', 'region A, all of sex'."""
    said = [
        f"all of {name}" if level == ALL else f"{name} {level}" for name, level in zip(by, row, strict=True)
    ]
    return ", ".join(said)


def with_totals(table: Table) -> Table:
    """The table with a row for every total that it lacks, after its own rows."""
    held = set(table.rows)
    made: dict[tuple[str, ...], float] = {}
    contributed: dict[tuple[str, ...], list[float]] = {}
    leaves = [
        {tree.names[at] for at in range(len(tree.names)) if tree.leaf[at] and tree.names[at] != ALL}
        for tree in table.trees
    ]
    inner = [
        at
        for at, row in enumerate(table.rows)
        if all(level in known for level, known in zip(row, leaves, strict=True))
    ]
    if len(inner) < len(held) and not inner:
        raise OperatorMistake("The table has totals only.", hint="Leave --totals out.")
    chains = [
        {
            name: [tree.names[above] for above in dict.fromkeys(tree.path[at].tolist())]
            for at, name in enumerate(tree.names)
        }
        for tree in table.trees
    ]
    for at in inner:
        row = table.rows[at]
        for above in product(*(chain[level] for chain, level in zip(chains, row, strict=True))):
            if above not in held:
                made[above] = made.get(above, 0.0) + table.counts[at]
                if table.contributions:
                    contributed.setdefault(above, []).extend(table.contributions[at])
    added = sorted(made, key=lambda row: row.count(ALL))  # the grand total comes last
    return replace(
        table,
        rows=(*table.rows, *added),
        counts=(*table.counts, *(made[row] for row in added)),
        contributions=(*table.contributions, *(tuple(contributed[row]) for row in added))
        if table.contributions
        else (),
    )


def is_total_word(level: str, more: Iterable[str] = ()) -> bool:
    """Whether a level is a word for all levels: "Total", "All", an empty cell."""
    return level.strip().lower() in TOTAL_WORDS | {""} | {each.strip().lower() for each in more}
