-- One row per person hurt in a road collision, under the council and under its force.
select
    council.code as place,
    date_trunc('month', c.date)::date as period_start,
    last_day(c.date) as period_end,
    'STATS19' as source,
    c.casualty_severity as severity,
    c.mode,
    1 as n
from stats19_casualties as c
join ref_areas as council on council.name = c.area_name
union all
select
    council.force_code,
    date_trunc('month', c.date)::date,
    last_day(c.date),
    'STATS19',
    c.casualty_severity,
    c.mode,
    1
from stats19_casualties as c
join ref_areas as council on council.name = c.area_name
