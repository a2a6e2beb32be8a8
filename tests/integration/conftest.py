"""What tests on a Spark cluster share: one cluster, with a connection that the process keeps."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.spark_cluster import LOOPBACK, cluster

# So small that questions are answered soon: few parts, nothing compiled for a handful of rows.
SETTINGS = """
spark.driver.memory 1g
spark.executor.memory 512m
spark.scheduler.minRegisteredResourcesRatio 1.0
spark.sql.adaptive.enabled false
spark.sql.codegen.factoryMode NO_CODEGEN
spark.sql.codegen.wholeStage false
spark.sql.shuffle.partitions 2
"""


@pytest.fixture(scope="session")
def spark_master(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a cluster of this test run's own: a master and two workers on loopback."""
    folder = tmp_path_factory.mktemp("spark")
    (folder / "spark-defaults.conf").write_text(SETTINGS, encoding="utf-8")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("SPARK_CONF_DIR", str(folder))
        environment.setenv("SPARK_LOCAL_IP", LOOPBACK)
        # Programs that live a minute are not worth compiling twice.
        environment.setenv("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
        with cluster(folder) as address:
            yield address
            from desist.store.spark_start import let_go

            let_go()
