"""A figure against its own past: the XmR chart of its series, and the signal of its last point."""

from __future__ import annotations

from desist.comparison.alike import at_equal_age, why_not_equal_age
from desist.comparison.rules import Rule
from desist.comparison.seasonal import deseasonalise, why_no_season
from desist.comparison.series import Series
from desist.comparison.wording import line_written, when, written
from desist.comparison.xmr import FEWEST_POINTS, XmR, xmr
from desist.vocabulary.measure import Kind
from desist.vocabulary.signal import Better, Signal, Verdict, verdict_of

OWN_PAST = "its own past"


def chart(
    series: Series, *, better: Better, screen: bool = True, trend_points: int = 7, shift_points: int = 7
) -> XmR:
    """The XmR chart of a series, rebased at its breaks; gaps stay gaps."""
    return xmr(
        series.values,
        better=better,
        groups=series.groups,
        screen=screen,
        trend_points=trend_points,
        shift_points=shift_points,
    )


def seasonless(series: Series) -> tuple[Series, str | None]:
    """The steps since the last break with the time of year taken out, and why that cannot be done, if so."""
    first = int((series.groups == series.groups[-1]).argmax())
    part = Series(
        readings=series.readings[first:],
        periods=series.periods[first:],
        values=series.values[first:],
        groups=series.groups[first:] * 0,
        rebases=series.rebases,
    )
    months = series.last.period.months
    cycle = 12 // months if months in (1, 2, 3, 4, 6) else 1
    reason = why_no_season(part.values, cycle=cycle)
    if reason:
        return part, reason
    return (
        Series(
            readings=part.readings,
            periods=part.periods,
            values=deseasonalise(part.values, cycle=cycle),
            groups=part.groups,
            rebases=part.rebases,
        ),
        None,
    )


def against_past(
    series: Series,
    *,
    better: Better,
    kind: Kind,
    unit: str = "",
    seasonal: bool = False,
    screen: bool = True,
    trend_points: int = 7,
    shift_points: int = 7,
) -> Signal:
    """Judge the last figure of a series against its ordinary variation since the last recording change.

    A seasonal series has the time of year taken out first, which needs two whole years. Fewer than 12
    figures since the last recording change are too few to say. Source: METHODS 9.2.
    """
    reading = series.last
    if reading.value is None:
        return _too_few(f"There is no figure for {reading.period}.")
    cut = next(
        (each for each in series.rebases if reading.period.start < each.on <= reading.period.end), None
    )
    if cut is not None:
        return _too_few(
            f"Recording changed on {cut}, during {reading.period}, so it belongs to neither side."
        )
    uneven = uneven_age(series)
    if uneven:
        return _too_few(uneven)
    since = series.last_rebase
    about = f" since recording changed on {since}" if since else ""
    judged = series
    if seasonal:
        judged, reason = seasonless(series)
        if reason:
            return _too_few(f"{reason[:-1]}{about}." if about else reason)
    drawn = chart(judged, better=better, screen=screen, trend_points=trend_points, shift_points=shift_points)
    held = drawn.count(int(drawn.groups[-1]))
    if held < FEWEST_POINTS:
        figures = "figure is" if held == 1 else "figures are"
        return _too_few(
            f"Only {held} {figures} held{about}; {FEWEST_POINTS} are needed to know its ordinary variation."
        )
    if drawn.last_limits is None:
        return _too_few(
            f"No two neighbouring periods have a figure{about}, so its ordinary variation is not known."
        )
    direction, rule = int(drawn.directions[-1]), drawn.rules[-1]
    season = " with the time of year taken out" if seasonal else ""
    points = {Rule.TREND: trend_points, Rule.SHIFT: shift_points}.get(rule, 0)
    figure = f"{written(reading.value, kind, unit)} {when(reading.period)}"
    return Signal(
        verdict=verdict_of(direction, better),
        against=OWN_PAST,
        reason=f"{figure} {_finding(drawn, kind, points, season)}{about}"
        f"{at_equal_age(reading, sides='all')}.",
        rule=rule.value,
        direction=direction,
    )


def uneven_age(series: Series) -> str:
    """Why a provisional figure cannot be set against others of its series, in a sentence; empty if it can."""
    held = [each for each in series.readings if each is not None and each.available]
    others = (why_not_equal_age(series.last, each) for each in held)
    reason = next((each for each in others if each), "")
    return f"{reason[0].upper()}{reason[1:]}." if reason else ""


def _finding(drawn: XmR, kind: Kind, points: int, season: str) -> str:
    limits, rule, up = drawn.last_limits, drawn.rules[-1], drawn.directions[-1] > 0
    assert limits is not None
    mean, lower, upper = (line_written(line, kind) for line in (limits.mean, limits.lower, limits.upper))
    side, limit = ("above", upper) if up else ("below", lower)
    usual = f"its ordinary variation of {lower} to {upper}{season}"
    if rule is Rule.OUTSIDE:
        return f"is {side} {usual}"
    if rule is Rule.TREND:
        than = "higher" if up else "lower"
        return f"ends a run of {points} or more figures, each {than} than the one before{season}"
    if rule is Rule.TWO_OF_THREE:
        end = "upper" if up else "lower"
        return f"is one of two among three figures that lie near the {end} limit of {limit}{season}"
    if rule is Rule.SHIFT:
        return f"ends a run of {points} or more figures {side} the average of {mean}{season}"
    return f"is within {usual}, average {mean}"


def _too_few(reason: str) -> Signal:
    return Signal(verdict=Verdict.TOO_FEW, against=OWN_PAST, reason=reason)
