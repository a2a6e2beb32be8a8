"""What each step of likeness tells, learned from the records themselves by Splink, without any answers."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Collection, Mapping
from copy import deepcopy
from dataclasses import replace
from typing import Any

import numpy as np

from desist.linkage.comparisons import comparisons
from desist.linkage.fields import FIELDS, Kind
from desist.linkage.typical import common_sql, weigh_in_alike, weigh_in_any_two
from desist.store.engine import Engine
from desist.store.splink_pairs import columns_of

ROUNDS = (50, 15, 5)
# The tables that the query of a trained model reads, see `scoring`.
COMPARED_PAIRS, TO_COMPARE, FREQUENCY = "compared_pairs", "to_compare", "frequency_"
COMMON = "common_of_"  # and the field: values that many records have, and how common each is
# Of two records of one person: how likely a step is that was never seen, as Splink takes it.
NEVER_SEEN = 1e-6
# Pairs that agree on one of these teach what the other fields look like where records match.
LEARNED_FROM = (
    ("date_of_birth",),
    ("first_name", "surname"),
    ("surname", "postcode"),
    ("first_name", "postcode"),
    ("surname", "place"),
    ("surname",),
)


def linker(api: Any, table: Any, fields: Collection[str], keys: Collection[str], *, records: int) -> Any:
    """Splink's linker for prepared records, its rules the columns ``keys``; the pairs' prior is a guess."""
    from splink import Linker, SettingsCreator, block_on

    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=comparisons(fields),
        blocking_rules_to_generate_predictions=[block_on(key) for key in keys],
        unique_id_column_name="record",
        probability_two_random_records_match=min(1 / max(records, 2), 0.5),
        retain_matching_columns=False,
        retain_intermediate_calculation_columns=False,
    )
    return Linker(table, settings, log_level=logging.ERROR)


def count_common(
    model: Any,
    engine: Engine,
    keyed: str,
    known: Mapping[str, int],
    counted: Mapping[str, int],
    registered: Callable[[str], Any],
) -> None:
    """Let only those values count as common that enough records have, see `counted_from`.

    ``registered`` gives a table of ``engine`` as Splink takes it.
    """
    for name, least in counted.items():
        if least > 1:  # all others Splink counts
            table = COMMON + name
            engine.run(f"create or replace table {table} as {common_sql(name, keyed, known[name], least)}")
            model.table_management.register_term_frequency_lookup(registered(table), name)


def train(
    model: Any,
    pairs_of: Mapping[tuple[str, ...], int],
    settings: Mapping[str, Any],
    known: Mapping[str, int],
    mistaken: Mapping[str, float],
) -> None:
    """Learn how often each step of likeness comes in any two records, and in two of one person.

    ``pairs_of`` says how many pairs each of `learned_from` brings; of too many a sample is taken. For
    ``known`` and ``mistaken`` see `weigh_in_any_two`.
    """
    training, typical = settings["training"], settings["typical"]
    from splink import block_on

    model.training.estimate_u_using_random_sampling(
        max_pairs=training["pairs"], seed=training["seed"], num_chunks=4
    )
    weigh_in_any_two(model, typical, training["pairs"], known, mistaken)
    for agreed, pairs in pairs_of.items():
        most = training["pairs_alike"] if pairs > training["pairs_alike"] else None
        _learn(model, block_on(*agreed), most)
    weigh_in_alike(model, typical, training["pairs_alike"], pairs_of)
    for comparison in model._settings_obj.comparisons:
        for step in comparison.comparison_levels:
            if not step.is_null_level and isinstance(step.m_probability, float):
                step.m_probability = max(step.m_probability, NEVER_SEEN)


def _learn(model: Any, rule: Any, most: int | None) -> None:
    """Learn from the pairs of one rule.

    A step that no match shows becomes less likely with every round of learning, until Splink refuses so
    small a number; then fewer rounds must do.
    """
    for rounds in ROUNDS:
        # A round that fails leaves the model spoiled.
        before = deepcopy(model._settings_obj)
        settings = model._settings_obj
        settings.training_settings = replace(settings.training_settings, max_iterations=rounds)
        try:
            model.training.estimate_parameters_using_expectation_maximisation(
                rule, estimate_without_term_frequencies=True, max_pairs=most
            )
            return
        except ValueError:
            model._settings_obj = before
            if rounds == ROUNDS[-1]:
                raise


def learned_from(fields: Collection[str]) -> tuple[tuple[str, ...], ...]:
    """The sets of fields to learn from: as few as let every other field be learned at least once."""
    chosen: list[tuple[str, ...]] = []
    unlearned = set(fields)
    identifiers = tuple((name,) for name in fields if FIELDS[name].kind is Kind.IDENTIFIER)
    for agreed in (*LEARNED_FROM, *identifiers):
        if set(agreed) <= set(fields) and (unlearned - set(agreed)) and unlearned:
            chosen.append(agreed)
            unlearned &= set(agreed)
    return tuple(chosen)


def scored(model: Any, least_weight: float) -> tuple[Any, Any, Any]:
    """Every compared pair: both records' numbers and the evidence in bits, without the prior."""
    return _scores(model, model.inference.predict(threshold_match_weight=least_weight))


def _scores(model: Any, frame: Any) -> tuple[Any, Any, Any]:
    from desist.linkage.prior import bits

    found = columns_of(frame, ("record_l", "record_r", "match_weight"))
    share = model._settings_obj.core_model_settings.probability_two_random_records_match
    weights = np.asarray(found["match_weight"], dtype=float) - bits(share)
    return np.asarray(found["record_l"]), np.asarray(found["record_r"]), weights


def scoring(model: Any, connection: Any, fields: Collection[str]) -> tuple[str, float]:
    """The query by which Splink scores pairs with a trained model, to be asked again without it.

    It reads COMPARED_PAIRS (``match_key``, ``join_key_l``, ``join_key_r``), TO_COMPARE, which must be there,
    with the columns of prepared records, and for each field FREQUENCY and its name, how common each value
    is. Gives with it the prior in what it answers, in bits.
    """
    from splink import DuckDBAPI, Linker, block_on

    from desist.linkage.prior import bits

    # A linker of its own: the frequencies that the trained one has worked out are in its way.
    api = DuckDBAPI(connection=connection)
    table = api.register(TO_COMPARE)
    again = Linker(table, model.misc.save_model_to_json(), log_level=logging.ERROR)
    for name in fields:
        connection.execute(
            f"create or replace table {FREQUENCY}{name} as "
            f"select {name}, null::double as tf_{name} from {TO_COMPARE} limit 0"
        )
        again.table_management.register_term_frequency_lookup(api.register(FREQUENCY + name), name)
    frame = again.inference.predict_within(
        table, blocking_rules_to_generate_predictions=[block_on("record")], warning_mode="never"
    )
    share = again._settings_obj.core_model_settings.probability_two_random_records_match
    return re.sub(r"__splink__blocked_id_pairs_\w+", COMPARED_PAIRS, frame.sql_used_to_create), bits(share)
