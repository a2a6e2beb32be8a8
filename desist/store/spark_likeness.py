"""How alike two texts are, on Spark: what DuckDB says, so that either engine links the same people.

Splink brings a jar for this. Its distance is DuckDB's; its likeness of Jaro is not, since it counts letters
out of place in halves and DuckDB in whole pairs. What is near enough to matter is worked out again here.
"""

from __future__ import annotations

from typing import Any

JAR = "uk.gov.moj.dash.linkage."
# Only what reaches 0.8 after the bonus for equal beginnings is ever asked for. The two differ by a sixth of
# a letter met, of three or more: what the jar puts below this does not get there.
FAR_BELOW = 0.6
LEAST_TOLD_APART = 0.8


def add_functions(spark: Any) -> None:
    """Give a session ``damerau_levenshtein`` and ``jaro_winkler``; the workers fetch the jar from here.

    Texts have no blanks. Of two that are less alike than anybody asks, the second says nought.
    """
    from pyspark.sql.types import DoubleType
    from splink.backends.spark import similarity_jar_location

    spark.sql(f"add jar '{similarity_jar_location()}'")
    for name, of in (("damerau_levenshtein", "LevDamerauDistance"), ("jaro_in_halves", "JaroSimilarity")):
        spark.udf.registerJavaFunction(name, JAR + of, DoubleType())
    spark.sql(
        "create or replace temporary function jaro_winkler(one string, other string) returns double "
        "return case when one = other then 1.0D "
        f"when jaro_in_halves(one, other) < {FAR_BELOW}D then 0.0D else {_jaro_winkler()} end"
    )


def _jaro_winkler() -> str:
    """SQL for the likeness of ``one`` and ``other``, after W. E. Winkler (1990), as rapidfuzz counts it."""
    # Each letter of the one meets the first in the other that is equal, within reach, and a blank from then.
    reach = "greatest(greatest(length(one), length(other)) div 2 - 1, 0)"
    start = "greatest(1, at - reach)"
    near = f"substr(so_far.rest, {start}, least(at, 1 + reach) + reach)"
    rest = f"overlay(so_far.rest placing ' ' from {start} + found - 1 for 1)"
    meets = f"named_struct('rest', {rest}, 'met', so_far.met || substr(one, at, 1))"
    step = _with("found", f"locate(substr(one, at, 1), {near})", f"if(found = 0, so_far, {meets})")
    begin = "named_struct('rest', other, 'met', '')"
    met = f"aggregate(sequence(1, length(one)), {begin}, (so_far, at) -> {step})"
    # The letters met in the order of the other; beside their order in the one, how many stand elsewhere.
    places = "filter(sequence(1, length(other)), at -> substr(met.rest, at, 1) = ' ')"
    order = f"array_join(transform({places}, at -> substr(other, at, 1)), '')"
    elsewhere = "at -> substr(met.met, at, 1) <> substr(order, at, 1)"
    moved = f"size(filter(sequence(1, length(order)), {elsewhere})) div 2"
    letters = "cast(length(order) as double)"
    both = f"{letters} / length(one) + {letters} / length(other)"
    jaro = f"({both} + ({letters} - {moved}) / {letters}) / 3.0D"
    # Equal beginnings of up to four letters bring two that are alike anyway nearer.
    equal = "filter(sequence(1, least(4, length(one), length(other))), at -> left(one, at) = left(other, at))"
    winkler = f"if(jaro > 0.7D, jaro + size({equal}) * 0.1D * (1.0D - jaro), jaro)"
    named = _with("order", order, _with("jaro", jaro, winkler))
    return _with("reach", reach, _with("met", met, named))


def _with(name: str, value: str, then: str) -> str:
    """SQL that gives a value a name in what follows."""
    return f"element_at(transform(array({value}), {name} -> {then}), 1)"
