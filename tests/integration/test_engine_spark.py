"""The commands on a Spark cluster: what they print is what DuckDB's print, and passports say who answered."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from desist.publication.passports.written import read_passports
from tests import spark_cluster
from tests.command_line import run
from tests.small_county import QUARTER, published, small_county
from tests.spark_cluster import ON_SPARK
from tests.walkthrough import ROOT, Type, pattern, steps

pytestmark = ON_SPARK
PAGE = (ROOT / "docs" / "how-to" / "move-to-spark.md").read_text(encoding="utf-8")
EXAMPLE = "spark://spark.durham.example:7077"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A partnership that has published a report, answered by DuckDB."""
    small = small_county(tmp_path_factory.mktemp("small") / "durham")
    published(small)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("DESIST_HOME", str(small.folder))
        yield small.folder


@pytest.mark.parametrize(
    "asked",
    [
        ("measure", "satisfied_whole_experience", "--every", "quarter"),
        ("measure", "place_of_safety_detentions", "--json"),
        ("calendar", "--quarter", QUARTER, "--on", "2025-06-01"),
    ],
    ids=lambda asked: " ".join(asked[:2]),
)
def test_the_same_is_printed(home: Path, spark_master: str, asked: tuple[str, ...]) -> None:
    expected = run(*asked)
    assert expected.code == 0 and expected.out
    assert run("--engine", spark_master, *asked) == expected


def test_a_passport_states_the_engine_that_answered(home: Path, spark_master: str) -> None:
    assert run("--engine", spark_master, "report", "--quarter", QUARTER).code == 0
    (passports,) = (home / "drafts").glob("*/passports.json")
    (said,) = {each.engine for each in read_passports(passports.parent)}
    assert re.fullmatch(r"Spark 4\.\d+\.\d+", said)


def test_the_page_on_moving_shows_what_happens(home: Path, spark_master: str) -> None:
    typed = [step for step in steps(PAGE) if isinstance(step, Type)]
    assert len(typed) == 2
    for step in typed:
        first, *words = shlex.split(step.command.replace(EXAMPLE, spark_master))
        assert first == "desist"
        answer = run(*words)
        assert re.fullmatch(pattern(step.shown), answer.err + answer.out), answer


def test_the_page_starts_a_cluster_as_the_tests_do() -> None:
    started = [line for line in PAGE.splitlines() if line.startswith("spark-class ")]
    assert [line.split()[1] for line in started] == [spark_cluster.MASTER, spark_cluster.WORKER]
