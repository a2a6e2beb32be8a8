"""Which engine is meant, and what is said where Spark cannot be had."""

from __future__ import annotations

import gc
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import desist
from desist.store.engine_choice import known_engine
from desist.vocabulary.mistake import OperatorMistake
from tests.command_line import run
from tests.small_county import small_county

ASKED = ("measure", "victim_service_referrals", "--from", "2025-01", "--to", "2025-03", "--every", "quarter")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_county(tmp_path_factory.mktemp("small") / "durham").folder


@pytest.fixture
def nobody() -> Iterator[str]:
    """An address at which nothing listens: a port taken, and never opened to callers."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"spark://127.0.0.1:{taken.getsockname()[1]}"


@pytest.mark.parametrize(
    ("named", "meant"),
    [
        ("duckdb", "duckdb"),
        ("DuckDB", "duckdb"),
        ("", "duckdb"),
        (" spark://one:7077 ", "spark://one:7077"),
        ("spark://one:7077,two:7077", "spark://one:7077,two:7077"),
    ],
)
def test_an_engine_that_is_known(named: str, meant: str) -> None:
    assert known_engine(named) == meant


@pytest.mark.parametrize("named", ["sparks", "spark://", "spark://one", "spark://one:7077/x", "one:7077"])
def test_an_engine_that_is_not(named: str) -> None:
    answer = run("--engine", named, "measures")
    assert answer.code == 2
    assert answer.err.startswith(f"desist: '{named}' is no engine")
    assert "spark://host:7077" in answer.err


def test_a_cluster_that_does_not_answer(home: Path, nobody: str) -> None:
    answer = run("--engine", nobody, *ASKED, "-w", home)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.splitlines()[0] == f"desist: No Spark cluster answers at {nobody}."


def test_a_port_that_is_none(home: Path) -> None:
    answer = run("--engine", "spark://127.0.0.1:99999", *ASKED, "-w", home)
    assert answer.err.startswith("desist: No Spark cluster answers at")


def test_the_environment_chooses_too(home: Path, nobody: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESIST_ENGINE", nobody)
    assert run(*ASKED, "-w", home).code == 2
    # What is said on the command line goes before it.
    assert run("--engine", "duckdb", *ASKED, "-w", home).code == 0


def test_without_pyspark(home: Path, nobody: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)
    answer = run("--engine", nobody, *ASKED, "-w", home)
    assert answer.err.startswith("desist: Spark is not installed here.")
    assert "desist[spark]" in answer.err


# PySpark leaves the pipe to the program that did not start.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_without_java(home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        answer = run("--engine", f"spark://127.0.0.1:{listening.getsockname()[1]}", *ASKED, "-w", home)
    gc.collect()  # the pipe goes within this test
    assert answer.code == 2
    first, hint = answer.err.splitlines()
    assert first.startswith("desist: Java did not start Spark here: ")
    assert "Install Java 17 or 21" in hint


def test_from_python_too(home: Path, nobody: str) -> None:
    with pytest.raises(OperatorMistake, match="No Spark cluster answers"):
        desist.open(home, engine=nobody).measure("victim_service_referrals")
