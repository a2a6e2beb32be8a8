"""Start Spark towards a cluster, or say in one sentence why it cannot be: checked first, and soon."""

from __future__ import annotations

import atexit
import shutil
import socket
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from desist.vocabulary.mistake import OperatorMistake

CONNECT = 5  # seconds in which a master must take a connection
PARTS = "spark.sql.shuffle.partitions"
PARTS_A_CORE = 3  # two or three tasks a core, as Spark's tuning guide recommends
WORKERS = 60  # seconds in which a worker must have begun to work for us


def started(master: str) -> Any:
    """A session of its own on the cluster at this address; the process keeps one connection to it."""
    from pyspark.sql import SparkSession

    running = SparkSession.getActiveSession()
    if running is not None and running.sparkContext.master == master:
        return _own_session(running)
    let_go()
    return _own_session(SparkSession(_connected(master)))


def let_go() -> None:
    """Give up the connection to a cluster, if there is one; its machines are then free for others."""
    from pyspark import SparkContext

    if SparkContext._active_spark_context is not None:
        SparkContext._active_spark_context.stop()


def _own_session(running: Any) -> Any:
    """A session with views of its own; rows are parted for the cluster at hand unless it is set otherwise."""
    session, context = running.newSession(), running.sparkContext
    if not context.getConf().contains(PARTS):
        session.conf.set(PARTS, str(PARTS_A_CORE * context.defaultParallelism))
    return session


def refuse_unusable(master: str) -> str:
    """Stop with a sentence where Spark or the cluster is missing; gives our address as that sees us."""
    try:
        import pyspark  # noqa: F401
    except ImportError as trouble:
        raise OperatorMistake(
            "Spark is not installed here.", hint="pip install 'desist[spark]', and Java 17 or 21."
        ) from trouble
    return _own_address(master)


def _own_address(master: str) -> str:
    """This machine's address as the cluster sees it: that from which its master was reached."""
    for address in master.removeprefix("spark://").split(","):
        host, port = address.rsplit(":", 1)
        try:
            with socket.create_connection((host, int(port)), timeout=CONNECT) as reached:
                return str(reached.getsockname()[0])
        except (OSError, OverflowError):
            continue
    raise OperatorMistake(
        f"No Spark cluster answers at {master}.",
        hint="Is its master started, and do address and port agree with what its log says?",
    )


def _connected(master: str) -> Any:
    """The connection to the cluster, once a worker of it stands ready."""
    from py4j.protocol import Py4JError
    from pyspark import SparkConf, SparkContext
    from pyspark.errors import PySparkRuntimeError
    from pyspark.java_gateway import launch_gateway

    own = refuse_unusable(master)
    folder = tempfile.mkdtemp(prefix="desist-spark-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    # What is not said here is Spark's own: memory, cores and ports stand in its spark-defaults.conf.
    chosen = {
        "spark.master": master,
        "spark.app.name": "Desist",
        "spark.driver.host": own,
        # Days have no time zone; a fixed one keeps every machine's answers the same.
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.catalogImplementation": "in-memory",
        "spark.sql.warehouse.dir": f"{folder}/warehouse",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    conf = SparkConf(loadDefaults=False).setAll(list(chosen.items()))
    log = Path(folder) / "log"
    try:
        # Java's own remarks would print into what a person reads from us.
        with log.open("wb") as beside:
            launch: Callable[..., Any] = launch_gateway  # published without types
            gateway = launch(conf, {"stdout": beside, "stderr": beside})
        context = SparkContext(conf=conf, gateway=gateway)
    except PySparkRuntimeError as trouble:
        raise OperatorMistake(
            f"Java did not start Spark here: {_first_said(log)}.",
            hint="Install Java 17 or 21, for example 'apt-get install default-jre-headless'.",
        ) from trouble
    except Py4JError as trouble:
        raise OperatorMistake(
            f"What answers at {master} did not take us in.",
            hint=f"Is it a Spark master, of the version {_version()} that is installed here?",
        ) from trouble
    atexit.register(let_go)
    _wait_for_a_worker(context, master)
    return context


def _first_said(log: Path) -> str:
    said = [line.strip() for line in log.read_text(errors="replace").splitlines() if line.strip()]
    return said[0].rstrip(".") if said else "it says nothing"


def _version() -> str:
    import pyspark

    return str(pyspark.__version__)


def _wait_for_a_worker(context: Any, master: str) -> None:
    """A cluster without a free worker would let every question wait for ever."""
    until = time.monotonic() + WORKERS
    while executors(context) == 0:
        if time.monotonic() > until:
            context.stop()
            raise OperatorMistake(
                f"The Spark cluster at {master} has no worker free for us.",
                hint="Start a worker, wait until others have finished, or give it more memory.",
            )
        time.sleep(0.1)


def executors(context: Any) -> int:
    """How many processes of the cluster, besides the one that asks, stand ready to work."""
    return len(context._jsc.sc().statusTracker().getExecutorInfos()) - 1
