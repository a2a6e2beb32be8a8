"""What each step of likeness tells, learned from the records themselves by Splink, without any answers."""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from desist.linkage.comparisons import comparisons
from desist.linkage.fields import FIELDS, Kind
from desist.store.splink_pairs import columns_of

ROUNDS = (50, 15, 5)
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


def train(
    model: Any, fields: Collection[str], pairs_of: Mapping[tuple[str, ...], int], training: Any
) -> None:
    """Learn how often each step of likeness comes in any two records, and in two of one person.

    ``pairs_of`` says how many pairs each of ``learned_from(fields)`` brings; of too many a sample is taken.
    """
    from splink import block_on

    model.training.estimate_u_using_random_sampling(
        max_pairs=training["pairs"], seed=training["seed"], num_chunks=4
    )
    for agreed, pairs in pairs_of.items():
        most = training["pairs_alike"] if pairs > training["pairs_alike"] else None
        _learn(model, block_on(*agreed), most)
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


def again(connection: Any, path: Path, table: str) -> Any:
    """A model that was learned before, to compare records of ``table``."""
    from splink import DuckDBAPI, Linker

    api = DuckDBAPI(connection=connection)
    return Linker(api.register(table), str(path), log_level=logging.ERROR)


def scored_pairs(
    model: Any, held: str, new: str, fields: Collection[str], least: float
) -> tuple[Any, Any, Any]:
    """Pairs of a new record with one that is held or with another new one; evidence without the prior.

    How common each value of a field is stands in the table ``frequency_`` and its name.
    """
    register = model._db_api.register
    one, other = register(held), register(new)
    for name in fields:
        model.table_management.register_term_frequency_lookup(register(f"frequency_{name}"), name)
    frames = [
        model.inference.predict_between(one, other, threshold_match_weight=least),
        model.inference.predict_within(other, threshold_match_weight=least),
    ]
    parts = [_scores(model, frame) for frame in frames]
    left, right, weights = (np.concatenate([part[at] for part in parts]) for at in range(3))
    return left, right, weights
