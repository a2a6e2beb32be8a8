"""Put a measure as one query: for these places and periods, both counts, from one source each.

A period is answered only where one publisher's rows cover every day of it; never in part, never
from two publishers mixed. The query is DuckDB's dialect of SQL and names no engine.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desist.measures.definition import held_sql, rows_sql
from desist.vocabulary.measure import Measure
from desist.vocabulary.mistake import OperatorMistake, nearest
from desist.vocabulary.period import Period


def question(
    measure: Measure,
    places: Sequence[str],
    periods: Sequence[Period],
    *,
    by: Sequence[str] = (),
    only: Mapping[str, str] | None = None,
) -> str:
    """SQL that gives place, period, source, breakdowns, numerator, denominator,
    spread and events (what an interval needs besides the counts).

    ``places`` are codes. ``by`` are breakdowns of the measure: every level held gets a row, also
    where its count is 0. ``only`` holds a breakdown to one level.
    """
    only = dict(only or {})
    for name in (*by, *only):
        if name not in measure.breakdowns:
            known = ", ".join(measure.breakdowns) or "none"
            raise OperatorMistake(
                f"{measure.name} cannot be broken down by '{name}'; it can by: {known}.",
                hint=nearest(name, list(measure.breakdowns)),
            )
    levels = ", ".join(by)
    kept = " and ".join(f"r.{name} = {_text(level)}" for name, level in only.items()) or "true"
    wanted = ",\n        ".join(
        f"({_text(place)}, date '{period.start}', date '{period.end}')" for place in places for period in periods
    )
    rank = f"coalesce(list_position([{', '.join(map(_text, measure.sources))}]::varchar[], h.source), 99)"
    same_level = " and ".join(["true", *(f"r.{name} is not distinct from l.{name}" for name in by)])
    level_list = f", {', '.join(f'l.{name}' for name in by)}" if by else ""
    denominator = measure.denominator or "null"
    over = ""
    if measure.over:
        denominator = "any_value(o.n)"
        over = "left join stock as o on o.place = c.place and o.wanted_end = c.wanted_end"
    return f"""
with given as ({rows_sql(measure.of)}
), wanted (place, wanted_start, wanted_end) as (values
        {wanted}
), held as ({held_sql(measure)}
), whole as (
    select w.place, w.wanted_start, w.wanted_end, h.source, {rank} as rank
    from wanted as w
    join held as h
        on h.place = w.place and h.period_start >= w.wanted_start and h.period_end <= w.wanted_end
    group by all
    having sum(date_diff('day', h.period_start::date, h.period_end::date) + 1)
        = date_diff('day', w.wanted_start, w.wanted_end) + 1
), chosen as (
    select distinct on (place, wanted_start, wanted_end) place, wanted_start, wanted_end, source
    from whole order by place, wanted_start, wanted_end, rank, source
), rows as (
    select * from given as r where {kept}
), levels as (
    select distinct source{", " + levels if by else ""} from rows
), {_stock(measure)}answer as (
    select
        c.place, c.wanted_start as period_start, c.wanted_end as period_end, c.source{level_list},
        {measure.numerator} as numerator,
        {denominator} as denominator,
        {measure.spread or "null"} as spread,
        {measure.events or "null"} as events
    from chosen as c
    {"join" if by else "left join"} levels as l on l.source = c.source
    left join rows as r
        on r.place = c.place and r.source = c.source
        and r.period_start >= c.wanted_start and r.period_end <= c.wanted_end and {same_level}
    {over}
    group by c.place, c.wanted_start, c.wanted_end, c.source{level_list}
)
select * from answer order by place, period_start{", " + levels if by else ""}"""


def last_held(measure: Measure, places: Sequence[str]) -> str:
    """SQL that gives, for each place, the last period held of a measure's rows."""
    listed = ", ".join(map(_text, places))
    return f"""
select place, arg_max(period_start, period_end) as period_start, max(period_end) as period_end
from ({held_sql(measure)}) where place in ({listed}) group by place"""


def stock_held(measure: Measure, places: Sequence[str]) -> str:
    """SQL that gives, for each place, the last day that a measure's stock may serve."""
    listed = ", ".join(map(_text, places))
    return f"""
select place, max(valid_from) as valid_from, max(valid_to) as valid_to
from ({rows_sql(measure.over)}) where place in ({listed}) group by place"""


def _stock(measure: Measure) -> str:
    """The denominator that holds on the last day of each wanted period, from the same publisher if it can."""
    if not measure.over:
        return ""
    return f"""stock as (
    select distinct on (c.place, c.wanted_end) c.place, c.wanted_end, o.n
    from chosen as c
    join ({rows_sql(measure.over)}) as o on o.place = c.place and c.wanted_end between o.valid_from and o.valid_to
    order by c.place, c.wanted_end, (o.source = c.source) desc, o.source
), """


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
