"""The same queries on a Spark cluster and by the slow truth: the same people, counts and dates."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest

from desist.contracts.catalogue import CONTRACTS
from desist.contracts.column import KINDS
from desist.measures.catalogue import measure
from desist.measures.read import read
from desist.quarter.asking import Asking
from desist.store.spark import SparkTables
from desist.vocabulary import reference
from desist.vocabulary.period import Every, ending
from tests.reference.reoffending.rules import (
    SEVERITY,
    Offence,
    Offender,
    followed_up,
    index_date,
    months_later,
)
from tests.reoffending_examples import COLUMNS, HOME, as_offender, as_rows
from tests.spark_cluster import ON_SPARK

pytestmark = ON_SPARK

PEOPLE = 300
ASKED = (
    "criminal_history",
    "police.people",
    "courts.proven_offences",
    "prisons.custody_spells",
    "moj.offences_not_counted",
)
STARTS = [date(2015, 12, 31), date(2016, 2, 29), date(2016, 8, 31), date(2017, 2, 28), date(2020, 2, 29)]
BIRTHS = [date(1996, 2, 29), date(1998, 2, 28), date(1970, 1, 1)]


def histories(seed: int) -> list[Offence]:
    """What was proven against some hundred people, nearly every date beside a boundary of another."""
    dice = random.Random(seed)
    found: list[Offence] = []
    for number in range(PEOPLE):
        born, near = dice.choice(BIRTHS), [dice.choice(STARTS)]
        for _ in range(dice.randint(1, 7)):
            first, second = sorted(
                months_later(dice.choice(near), dice.choice([0, 0, 3, 12, 12, 18]))
                + timedelta(dice.randint(-1, 1))
                for _ in range(2)
            )
            disposal = dice.choice([*SEVERITY, "custody"])
            inside = disposal == "custody" and dice.random() < 0.2
            released = (
                second + timedelta(dice.choice([0, 1, 90])) if disposal == "custody" and not inside else None
            )
            found.append(
                Offence(
                    person=f"p{number:03}",
                    born=born,
                    code=dice.choice(["00100", "00500", "00805"]),
                    committed=first,
                    proven=second,
                    disposal=disposal,
                    released=released,
                )
            )
            near.append(index_date(found[-1]) or second)
    return found


@pytest.fixture(scope="module")
def offences() -> list[Offence]:
    return histories(20161231)


@pytest.fixture(scope="module")
def spark(spark_master: str) -> Iterator[SparkTables]:
    tables = SparkTables(spark_master)
    yield tables
    tables.close()


@pytest.fixture(scope="module")
def asking(spark: SparkTables, offences: list[Offence], tmp_path_factory: pytest.TempPathFactory) -> Asking:
    folder = tmp_path_factory.mktemp("rows")
    for name, columns in reference.TABLES.items():
        spark.add_reference(f"ref_{name}", reference.table_path(name), dict(columns))
    for contract in ASKED:
        extract = CONTRACTS[contract]
        columns = {rule.name: KINDS[rule.kind] for rule in extract.columns}
        files = _files(folder, offences) if extract.contract == "criminal_history" else []
        spark.add_table(extract.table(), files, columns)
    return Asking(spark, [], [HOME])


def _files(folder: Path, offences: list[Offence]) -> list[Path]:
    """The offences in two files, one for each worker."""
    columns = {rule.name: KINDS[rule.kind] for rule in CONTRACTS["criminal_history"].columns}
    duck = duckdb.connect(":memory:")
    duck.execute(f"create table rows ({', '.join(f'{name} {kind}' for name, kind in columns.items())})")
    marks = ", ".join("?" * len(columns))
    duck.executemany(
        f"insert into rows values ({marks})",
        [[row.get(name) for name in columns] for row in as_rows(offences)],
    )
    files = [folder / "one.parquet", folder / "two.parquet"]
    for number, file in enumerate(files):
        duck.execute(f"copy (select * from rows where rowid % 2 = {number}) to '{file}' (format parquet)")
    duck.close()
    return files


def asked(asking: Asking, query: str) -> list[Offender]:
    found = [as_offender(row) for row in asking.ask(f"select {COLUMNS} from {query}")]
    return sorted(found, key=lambda each: (each.person, each.months, each.start, each.disposal))


def test_both_workers_have_joined(spark: SparkTables, asking: Asking) -> None:
    asking.ask("select count(*) as n from proven_offence")
    assert spark.executors() == 2
    assert spark.version.startswith("Spark 4")


def test_everybody_is_followed_up_as_the_slow_truth_says(asking: Asking, offences: list[Offence]) -> None:
    assert asked(asking, "offenders_followed_up") == followed_up(offences)


def test_a_measure_reads_the_same_counts(asking: Asking, offences: list[Offence]) -> None:
    quarter = ending("2016-03", Every.QUARTER)
    expected = [each for each in followed_up(offences) if (each.months, each.start) == (3, quarter.start)]
    found = read(measure("proven_reoffending_rate"), asking.ask, {HOME: "Durham"}, [quarter])[0]
    assert (found.numerator, found.denominator) == (
        sum(each.reoffences > 0 for each in expected),
        len(expected),
    )


def test_once_for_each_disposal_too(asking: Asking, offences: list[Offence]) -> None:
    assert asked(asking, "offenders_by_disposal") == followed_up(offences, each_disposal=True)
