"""What is typical of each step of likeness before any record is seen, weighed in with what was learned.

The fewer pairs there were to learn from, the more it counts; in a file of two records it is all there is.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from desist.linkage.fields import of_one_person
from desist.store.engine import Engine

Steps = list[tuple[Any, float, float]]  # a step, and how likely it is of one person and of two


def steps_of(comparison: Any, typical: Mapping[str, Any]) -> Steps:
    """Each step of a comparison with how typical it is of two records of one person, and of any two."""
    steps = [each for each in comparison.comparison_levels if not each.is_null_level]
    same = [each for each in steps if each._has_tf_adjustments]
    between = [each for each in steps[:-1] if not each._has_tf_adjustments]
    agree = typical["same"] + (0 if between else typical["near"])
    found = []
    for step in steps[:-1]:
        if step in same:
            by_chance = typical["same_by_chance"][step._tf_adjustment_input_column_name]
            found.append((step, agree / len(same), by_chance))
        else:
            found.append((step, typical["near"] / len(between), typical["near_by_chance"] / len(between)))
    one, other = (sum(each[at] for each in found) for at in (1, 2))
    return [*found, (steps[-1], 1 - one, 1 - other)]


def weigh_in_any_two(
    model: Any, typical: Mapping[str, Any], most: int, known: Mapping[str, int], mistaken: Mapping[str, float]
) -> None:
    """Weigh in what is typical of any two records, as if it had been seen in so many more pairs.

    ``known`` says in how many records each field is known, ``most`` how many pairs were looked at; for
    ``mistaken`` see `agreeing_by_mistake`, which stands as it is.
    """
    for comparison in model._settings_obj.comparisons:
        records = max(known[name] for name in fields_of(comparison))
        seen = min(most, records * (records - 1) // 2)
        for step, _, by_chance in steps_of(comparison, typical):
            share = (seen * step.u_probability + typical["pairs"] * by_chance) / (seen + typical["pairs"])
            if step._has_tf_adjustments:
                share = mistaken.get(step._tf_adjustment_input_column_name, share)
            step.u_probability = share
            step._fix_u_probability = True  # or Splink takes it back with the next round of learning


def weigh_in_alike(
    model: Any, typical: Mapping[str, Any], most: int, pairs_of: Mapping[tuple[str, ...], int]
) -> None:
    """Weigh in what is typical of two records of one person, by how many pairs taught the model of it."""
    for comparison in model._settings_obj.comparisons:
        names = fields_of(comparison)
        taught = (pairs for agreed, pairs in pairs_of.items() if not names & set(agreed))
        seen = min(most, max(taught, default=0))
        for step, alike, _ in steps_of(comparison, typical):
            step.m_probability = (seen * step.m_probability + typical["alike"] * alike) / (
                seen + typical["alike"]
            )


def fields_of(comparison: Any) -> set[str]:
    """The fields that a comparison compares."""
    return {
        step._tf_adjustment_input_column_name
        for step in comparison.comparison_levels
        if step._has_tf_adjustments
    }


def known_in(engine: Engine, source: str, fields: Collection[str]) -> dict[str, int]:
    """In how many records each field is known."""
    counted = ", ".join(f"count({name}) as {name}" for name in fields)
    return {
        name: int(number) for name, number in engine.records(f"select {counted} from {source}")[0].items()
    }


def agreeing_by_mistake(
    engine: Engine, source: str, known: Mapping[str, int], settings: Mapping[str, Any]
) -> dict[str, float]:
    """Of any two records of two people, how many have the same number of one person, by a mistake.

    It is a small share of the pairs that agree on it, and so as telling where many records are there twice
    as where few are.
    """
    numbers, by_chance = settings["numbers"], settings["typical"]["same_by_chance"]
    found = {}
    for name in of_one_person(known):
        agree = engine.one(
            "select coalesce(sum(n * (n - 1) / 2), 0) from (select count(*) as n from "
            f"{source} where {name} is not null group by {name} having count(*) <= {numbers['few']})"
        )
        pairs = max(known[name] * (known[name] - 1) / 2, 1)
        agree = max(float(agree), numbers["least_twice"] * known[name], 1)
        found[name] = min(numbers["mistaken"] * agree / pairs, by_chance[name])
    return found


def counted_from(known: Mapping[str, int], settings: Mapping[str, Any]) -> dict[str, int]:
    """Of each field how many records must have a value for it to tell the less the commoner it is.

    A number of one person, counted like a name, would tell least where it tells that two records are one
    person; and a few records do not tell how common anything is.
    """
    numbers = of_one_person(known)
    found = {}
    for name, records in known.items():
        if name in numbers:
            found[name] = settings["numbers"]["few"] + 1
        else:
            found[name] = 1 if records >= settings["typical"]["records"] else records + 1
    return found


def common_sql(name: str, source: str, known: int, least: int) -> str:
    """SQL for the values of a field that so many records have at the least, and how common each is."""
    return (
        f"select {name}, count(*) / {max(known, 1)}::double as tf_{name} from {source} "
        f"where {name} is not null group by {name} having count(*) >= {least}"
    )
