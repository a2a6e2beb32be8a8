"""A Spark cluster of its own for a test: a master and two workers on this machine's loopback."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

LOOPBACK = "127.0.0.1"
MASTER = "org.apache.spark.deploy.master.Master"
WORKER = "org.apache.spark.deploy.worker.Worker"
PATIENCE = 90  # seconds


# What every test on the cluster bears; tests/sharing.py sends all of them to the process that has it.
ON_SPARK = [
    pytest.mark.slow,
    # PySpark leaves the sockets over which answers come to the garbage collector.
    pytest.mark.filterwarnings("ignore:.*socket.socket:pytest.PytestUnraisableExceptionWarning"),
]


def spark_home() -> Path:
    """Where Spark is; without it or Java the test that asks is skipped by name, and in CI fails."""
    found = importlib.util.find_spec("pyspark")
    if found is None or found.origin is None:
        _absent("Spark is not installed; 'make dev' installs it")
    if not shutil.which("java"):
        _absent("Java is not installed, and Spark needs it; 'bash tools/system.sh tests' sees to it")
    assert found is not None and found.origin is not None
    return Path(found.origin).parent


def _absent(why: str) -> None:
    if os.environ.get("CI"):
        pytest.fail(why)
    pytest.skip(why)


@contextlib.contextmanager
def cluster(folder: Path) -> Iterator[str]:
    """The address of a master that has two workers; ended with the test."""
    home, port = spark_home(), _free_port()
    address = f"spark://{LOOPBACK}:{port}"
    master = [MASTER, "--host", LOOPBACK, "--port", str(port)]
    worker = [WORKER, address, "--host", LOOPBACK, "--cores", "1"]
    running: list[subprocess.Popen[bytes]] = []
    logs: list[Path] = []

    def start(name: str, words: list[str]) -> None:
        logs.append(folder / f"{name}.log")
        with logs[-1].open("wb") as log:
            running.append(
                subprocess.Popen(
                    [str(home / "bin" / "spark-class"), *words, "--webui-port", "0"],
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    cwd=folder,
                    env={**os.environ, "SPARK_HOME": str(home)},
                )
            )

    try:
        start("master", master)
        _until(logs[0], "Starting Spark master", 1)
        for name in ("one", "two"):
            start(name, [*worker, "--memory", "1g", "--work-dir", str(folder / name)])
        _until(logs[0], "Registering worker", 2)
        yield address
    finally:
        for each in reversed(running):
            each.terminate()
        for each in running:
            each.wait(30)


def _until(log: Path, said: str, times: int) -> None:
    """Wait until a log has said something so many times."""
    deadline = time.monotonic() + PATIENCE
    while log.read_text(errors="replace").count(said) < times:
        if time.monotonic() > deadline:
            pytest.fail(f"Spark did not start: {log.read_text(errors='replace')[-2000:]}")
        time.sleep(0.2)


def _free_port() -> int:
    with socket.socket() as asking:
        asking.bind((LOOPBACK, 0))
        return int(asking.getsockname()[1])
