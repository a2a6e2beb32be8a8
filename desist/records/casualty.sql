-- One row per place, month, severity and way of travelling, with the number of people hurt in road
-- collisions: under the council in which it happened and under its force.
with hurt as (
    select c.*, date_trunc('month', c.date)::date as month from stats19_casualties as c
)
select
    council.code as place,
    c.month as period_start,
    last_day(c.month) as period_end,
    'STATS19' as source,
    lower(c.casualty_severity) as severity,
    c.mode,
    count(*) as n
from hurt as c
join council_places as council on council.written = c.area_name
group by all
union all
select
    council.force_code,
    c.month,
    last_day(c.month),
    'STATS19',
    lower(c.casualty_severity),
    c.mode,
    count(*)
from hurt as c
join (select distinct written, force_code from council_places) as council on council.written = c.area_name
group by all
