"""Which contracts would supply a figure: which of them stand in for one another, and which only together."""

from __future__ import annotations

from collections.abc import Container

from desist.vocabulary.measure import Measure

# Every contract of these is needed; of most others, any one will do.
ALL_NEEDED = frozenset({"crime_severity_score", "crime_severity_score_difference"})

# One file that says alone what these extracts of agencies say together.
ONE_FILE = "criminal_history"
TOGETHER = ("courts.proven_offences", "police.people", "prisons.custody_spells")


def supply(measure: Measure, *, without: Container[str] = ()) -> str:
    """What must be held for a measure, as 'police_uk.street or home_office.recorded_crime'.

    ``without`` are contracts that are not asked for here, such as those of the population.
    """
    needed = [each for each in measure.contracts if each not in without]
    if measure.all_needed or measure.name in ALL_NEEDED:
        return " and ".join(needed)
    extracts = [each for each in needed if each in TOGETHER]
    if ONE_FILE not in needed or not extracts:
        return " or ".join(needed)
    first, *more = extracts
    others = [each for each in needed if each != ONE_FILE and each not in TOGETHER]
    if not others:
        return f"{ONE_FILE}, or {first} with {' and '.join(more)}" if more else f"{ONE_FILE} or {first}"
    whole = f"{first} together with {' and '.join(more)}" if more else first
    return f"{' and '.join(others)}, with either {ONE_FILE} or {whole}"


def would_supply(measure: Measure, *, without: Container[str] = ()) -> str:
    """The beginning of a sentence: 'local.series would supply'."""
    said = supply(measure, without=without)
    return f"{said}, would supply" if ", " in said else f"{said} would supply"
