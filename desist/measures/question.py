"""Put a measure as one query: for these places and periods, both counts, from one source each.

A period is answered only where one publisher's rows cover every day of it; never in part, never
from two publishers mixed. The query is DuckDB's dialect of SQL and names no engine.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desist.measures.definition import held_sql, rows_sql
from desist.vocabulary.measure import Kind, Measure
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
    spread and events (what an interval needs besides the counts), how many persons stand behind it,
    whether it is reliable and final, the share of people whose follow-up is over (matured), and the last
    day known of (as_at).

    ``places`` are codes. ``by`` are breakdowns of the measure: every level held gets a row, also
    where its count is 0. ``only`` holds a breakdown to one level. One publisher answers each
    period: the first of ``measure.sources`` that covers it and knows the breakdowns; of a change
    every such publisher answers, since the year before must come from the same one.
    """
    only = dict(only or {})
    refuse_unknown_breakdown(measure, (*by, *only))
    rows = _rows_broken_down(measure, (*by, *only))
    levels = "".join(f", r.{name}" for name in by)
    level_list = "".join(f", l.{name}" for name in by)
    same_level = "".join(f" and r.{name} is not distinct from l.{name}" for name in by)
    kept = " and ".join(f"r.{name} = {_text(level)}" for name, level in only.items()) or "true"
    wanted = ",\n    ".join(
        f"({_text(place)}, date '{period.start}', date '{period.end}')"
        for place in places
        for period in periods
    )
    # Estimates of two periods cannot be added up.
    one_piece = " and count(*) = 1" if measure.kind is Kind.ESTIMATE else ""
    denominator, reliable, over = measure.denominator or "null", "true", ""
    if measure.over:
        denominator, reliable = "any_value(o.n)", "coalesce(any_value(o.reliable), true)"
        over = (
            "left join stock as o\n"
            "        on o.place = c.place and o.wanted_end = c.wanted_end and o.source = c.source"
        )
    return f"""
with given as (
{rows}
), wanted (place, wanted_start, wanted_end) as (values
    {wanted}
), held as (
{held_sql(measure)}
), able as (
    -- the publishers that know every breakdown asked for
    select r.source from given as r group by r.source
    having {_knows(by, kept)}
), pieces as (
    select w.place, w.wanted_start, w.wanted_end, h.source, h.period_start, h.period_end,
        lag(h.period_end) over (
            partition by w.place, w.wanted_start, w.wanted_end, h.source order by h.period_start, h.period_end
        ) as before
    from wanted as w
    join held as h
        on h.place = w.place and h.period_start >= w.wanted_start and h.period_end <= w.wanted_end
    {"join able as a on a.source = h.source" if by or only else ""}
), whole as (
    -- each piece begins on the day after the one before, from the first day to the last
    select place, wanted_start, wanted_end, source
    from pieces group by place, wanted_start, wanted_end, source
    having max(period_end) = wanted_end{one_piece} and bool_and(
        case when before is null then period_start = wanted_start
        else date_diff('day', before, period_start) = 1 end)
), chosen as (
{_chosen(measure)}
), levels as (
    select distinct r.source{levels} from given as r where {kept}
), {_stock(measure)}answer as (
    select
        c.place, c.wanted_start as period_start, c.wanted_end as period_end, c.source{level_list},
        {measure.numerator} as numerator,
        {denominator} as denominator,
        {measure.spread or "null"} as spread,
        {measure.events or "null"} as events,
        {measure.persons or "null"} as persons,
        {reliable} as reliable,
        {f"coalesce({measure.final}, true)" if measure.final else "true"} as final,
        {measure.matured or "null"} as matured,
        {measure.reaches or "null"} as as_at
    from chosen as c
    {"join" if by else "left join"} levels as l on l.source = c.source
    left join given as r
        on r.place = c.place and r.source = c.source and {kept}
        and r.period_start >= c.wanted_start and r.period_end <= c.wanted_end{same_level}
    {over}
    group by c.place, c.wanted_start, c.wanted_end, c.source{level_list}
)
select * from answer"""


def last_held(measure: Measure, places: Sequence[str]) -> str:
    """SQL that gives, for each place, the last period held of a measure's rows."""
    return f"""
select place, arg_max(period_start, period_end) as period_start, max(period_end) as period_end
from (
{held_sql(measure)}
) where place in ({_texts(places)}) group by place"""


def stock_held(measure: Measure, places: Sequence[str], source: str) -> str:
    """SQL that gives, for each place, the newest of a measure's stock that may serve a publisher's counts."""
    return f"""
select place, max(valid_from) as valid_from
from (
{rows_sql(measure.over)}
) where place in ({_texts(places)}) and (serves is null or serves = {_text(source)}) group by place"""


def levels_known(measure: Measure, name: str) -> str:
    """SQL that gives every level of a breakdown that any publisher's rows hold."""
    return f"select distinct {name} as level from (\n{rows_sql(measure.of)}\n) where {name} is not null"


def refuse_unknown_breakdown(measure: Measure, names: Sequence[str]) -> None:
    """Stop with a sentence where a measure has no such breakdown."""
    for name in names:
        if name not in measure.breakdowns:
            known = ", ".join(measure.breakdowns)
            raise OperatorMistake(
                f"{measure.name} cannot be broken down by '{name}'; "
                + (f"it can by: {known}." if known else "by nothing."),
                hint=nearest(name, list(measure.breakdowns)),
            )


def _rows_broken_down(measure: Measure, names: Sequence[str]) -> str:
    """The query whose rows are counted; another where a breakdown counts a person under each level."""
    each = (query for name, query in measure.once_for_each if name in names)
    return rows_sql(next(each, measure.of))


def _knows(by: Sequence[str], kept: str) -> str:
    return " and ".join([f"count(*) filter (where {kept}) > 0", *(f"count(r.{name}) > 0" for name in by)])


def _chosen(measure: Measure) -> str:
    """Which publisher answers each place and period."""
    if measure.kind is Kind.CHANGE:
        return "    select place, wanted_start, wanted_end, source from whole"
    rank = " ".join(f"when {_text(name)} then {number}" for number, name in enumerate(measure.sources))
    order = f"case source {rank} else {len(measure.sources)} end, source" if rank else "source"
    return f"""    select place, wanted_start, wanted_end, source from (
        select *, row_number() over (partition by place, wanted_start, wanted_end order by {order}) as turn
        from whole
    ) where turn = 1"""


def _stock(measure: Measure) -> str:
    """The denominator that holds on the last day of each wanted period, from the same publisher if it can."""
    if not measure.over:
        return ""
    return f"""stock as (
    select place, wanted_end, source, n, reliable from (
        select c.place, c.wanted_end, c.source, o.n, o.reliable,
            row_number() over (
                partition by c.place, c.wanted_end, c.source order by o.serves is null, o.valid_from desc
            ) as turn
        from (select distinct place, wanted_end, source from chosen) as c
        join (
{rows_sql(measure.over)}
        ) as o on o.place = c.place and c.wanted_end between o.valid_from and o.valid_to
            and (o.serves is null or o.serves = c.source)
    ) where turn = 1
), """


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _texts(values: Sequence[str]) -> str:
    return ", ".join(map(_text, values))
