"""Whether each indicator asks of its measure only what the measure can give."""

from __future__ import annotations

from collections.abc import Mapping

from desist.partnership.indicators import Chart
from desist.partnership.plan import Plan
from desist.partnership.toml_file import TomlFile, quoted, suggestion
from desist.vocabulary.measure import Measure
from desist.vocabulary.signal import Better

# These are drawn from everybody followed up, not from an indicator's own readings.
FOLLOWED_UP = (Chart.NOWCAST, Chart.TIMING)
FOLLOWED = "proven_reoffending_rate"


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
        if indicator.chart in FOLLOWED_UP and (measure.name != FOLLOWED or indicator.by or indicator.only):
            raise file.mistake(
                (*here, "chart"),
                f"indicator '{indicator.id}' is drawn as a {indicator.chart}, which shows {FOLLOWED} of "
                "everybody at a place and no other measure or level",
            )
        directions = {indicator.better, measure.better}
        if directions == {Better.HIGHER, Better.LOWER}:
            raise file.mistake(
                (*here, "better"),
                f"indicator '{indicator.id}' calls {indicator.better} better, but of measure "
                f"'{measure.name}' {measure.better} is better",
            )
    _check_frameworks(plan, file, measures)


def _check_frameworks(plan: Plan, file: TomlFile, measures: Mapping[str, Measure]) -> None:
    """A framework's group must be a breakdown of each measure it inherits, and not held otherwise there."""
    for at, framework in enumerate(plan.frameworks):
        for place, id in enumerate(framework.inherits):
            indicator = plan.indicator(id)
            for name in framework.only:
                here = ("framework", at, "inherits", place)
                if name not in measures[indicator.measure].breakdowns:
                    raise file.mistake(
                        here,
                        f"indicator '{id}' cannot be held to a group by {quoted(name)}: its measure has no "
                        "such breakdown",
                    )
                if name in indicator.only:
                    raise file.mistake(here, f"indicator '{id}' is held to one {name} already")
