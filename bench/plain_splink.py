"""What somebody who knows Splink would write for these records by hand, to be beaten or equalled.

Six comparisons from Splink's own library, six tight blocking rules tuned to the file, training on a
capped sample, and connected components of the pairs above a threshold.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

THRESHOLD = 0.95


def link_plainly(records: Path, target: Path, scratch: Path) -> None:
    """Link a file of `linkage_records` and write record_id,person_id."""
    import duckdb
    import splink.comparison_library as compare
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    duck = duckdb.connect(config={"threads": 2, "memory_limit": "2000MB", "temp_directory": str(scratch)})
    duck.execute("set enable_progress_bar = false")
    duck.execute(
        f"create table people as select * exclude (person) from read_csv('{records}', all_varchar=true)"
    )
    rules: list[Any] = [
        block_on("pnc_id"),
        block_on("surname", "date_of_birth"),
        block_on("first_name", "date_of_birth"),
        block_on("postcode", "date_of_birth"),
        block_on("address", "surname"),
        block_on("address", "first_name"),
    ]
    linker = Linker(
        DuckDBAPI(connection=duck).register("people"),
        SettingsCreator(
            link_type="dedupe_only",
            unique_id_column_name="record_id",
            comparisons=[
                compare.JaroWinklerAtThresholds("first_name").configure(term_frequency_adjustments=True),
                compare.JaroWinklerAtThresholds("surname").configure(term_frequency_adjustments=True),
                compare.DamerauLevenshteinAtThresholds("date_of_birth", [1, 2]),
                compare.DamerauLevenshteinAtThresholds("postcode", [1]),
                compare.JaroWinklerAtThresholds("address", [0.88]).configure(term_frequency_adjustments=True),
                compare.DamerauLevenshteinAtThresholds("pnc_id", [1, 2]),
            ],
            blocking_rules_to_generate_predictions=rules,
            retain_matching_columns=False,
            retain_intermediate_calculation_columns=False,
        ),
        log_level=logging.ERROR,
    )
    train = linker.training
    train.estimate_probability_two_random_records_match(
        [block_on("pnc_id"), block_on("first_name", "surname", "date_of_birth")], recall=0.9
    )
    train.estimate_u_using_random_sampling(max_pairs=1_000_000, seed=1)
    for rule in (block_on("surname", "date_of_birth"), block_on("address")):
        train.estimate_parameters_using_expectation_maximisation(rule, max_pairs=1_000_000)
    pairs = linker.inference.predict(threshold_match_probability=THRESHOLD)
    found = linker.clustering.cluster_pairwise_predictions_at_threshold(
        pairs, threshold_match_probability=THRESHOLD
    )
    duck.execute(
        f"copy (select record_id, cluster_id as person_id from {found.physical_name}) to '{target}' (header)"
    )
