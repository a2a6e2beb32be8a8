"""Whether each indicator asks of its measure only what the measure can give."""

from __future__ import annotations

from collections.abc import Mapping

from desist.partnership.plan import Plan
from desist.partnership.toml_file import TomlFile, quoted, suggestion
from desist.vocabulary.measure import Measure
from desist.vocabulary.signal import Better


def check_against_measures(plan: Plan, file: TomlFile, measures: Mapping[str, Measure]) -> None:
    """Say the first indicator whose period, breakdown or direction its measure does not have."""
    for place, indicator in enumerate(plan.indicators):
        measure = measures[indicator.measure]
        here = ("indicator", place)
        if indicator.every.value not in measure.every:
            raise file.mistake(
                (*here, "every"),
                f"measure '{measure.name}' is not read by the {indicator.every}"
                f"{suggestion(indicator.every.value, measure.every)}",
            )
        wanted = [("by", indicator.by)] if indicator.by else []
        for key, name in [*wanted, *(("only", name) for name in indicator.only)]:
            if name not in measure.breakdowns:
                near = suggestion(name, measure.breakdowns) or "; it has none"
                raise file.mistake(
                    (*here, key), f"measure '{measure.name}' has no breakdown {quoted(name)}{near}"
                )
        directions = {indicator.better, measure.better}
        if directions == {Better.HIGHER, Better.LOWER}:
            raise file.mistake(
                (*here, "better"),
                f"indicator '{indicator.id}' calls {indicator.better} better, but of measure "
                f"'{measure.name}' {measure.better} is better",
            )
