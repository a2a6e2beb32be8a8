"""How long the report takes: indicators, all four formats, a rebuild with nothing changed, the demo."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bench import Figure


def figures(data: Path) -> Iterator[Figure]:
    """Each figure in seconds of wall time, the median of its runs, with peak memory where a process ends."""
    with tempfile.TemporaryDirectory(prefix="desist-bench-") as scratch:
        home = Path(scratch) / "demo"
        took, peak = _run(["demo", str(home), "--data", str(data)])
        yield Figure(
            name="make demo after installation", value=took, unit="s", note=f"peak {peak:,.0f} MB; aim 60 s"
        )
        yield Figure(
            name="all indicators of the report",
            value=_indicators(home),
            unit="s",
            note="loaded store; aim 2 s",
        )
        yield Figure(
            name="whole report, four formats", value=_report(home), unit="s", note="new process; aim 20 s"
        )
        yield Figure(
            name="report again, nothing changed",
            value=_median(5, ["report", "--quarter", "2025-03", "-w", str(home)]),
            unit="s",
            note="new process; aim 2 s",
        )
        yield Figure(
            name="desist --help", value=_median(7, ["--help"]), unit="s", note="new process; aim 0.5 s"
        )


def _indicators(home: Path) -> float:
    import desist
    from desist.quarter.judge import judge
    from desist.vocabulary.period import Every, ending

    opened = desist.open(home)
    quarter = ending("2025-03", Every.QUARTER)

    def once() -> None:
        reader = opened.reader()
        for indicator in opened.partnership.plan.indicators:
            if indicator.kpq <= 4:
                judge(reader, opened.partnership, indicator, quarter)
        reader.close()

    return statistics.median(_timed(once) for _ in range(3))


def _report(home: Path) -> float:
    def anew() -> float:
        state = next(home.glob("drafts/2025-03_*/state.json"))
        state.unlink()
        return _run(["report", "--quarter", "2025-03", "--kpq", "1-4", "-w", str(home)])[0]

    return statistics.median(anew() for _ in range(3))


def _median(runs: int, arguments: list[str]) -> float:
    return statistics.median(_run(arguments)[0] for _ in range(runs))


def _run(arguments: list[str]) -> tuple[float, float]:
    """Run the command in a process of its own: wall seconds and peak memory in MB."""
    started = time.perf_counter()
    with _quiet() as nowhere:
        child = subprocess.Popen([sys.executable, "-m", "desist", *arguments], stdout=nowhere, stderr=nowhere)
        _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"desist {' '.join(arguments)} left with {child.returncode}")
    return time.perf_counter() - started, _megabytes(used)


def _megabytes(used: resource.struct_rusage) -> float:
    return used.ru_maxrss / 1024


def _timed(work: Callable[[], None]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


@contextmanager
def _quiet() -> Iterator[int]:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        yield nowhere
    finally:
        os.close(nowhere)
