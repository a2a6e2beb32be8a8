-- One row per area and year: children cautioned or convicted for the first time.
select
    -- The tables of 2009 write 'West Midlands' for the region, which is a police force elsewhere.
    case f.level when 'West Midlands' then 'E12000005' else area.code end as place,
    (last_day((strptime(f.end_period_year || ' ' || left(f.end_period_month, 3), '%Y %b')::date - to_months(12))::date) + to_days(1))::date as period_start,
    last_day(strptime(f.end_period_year || ' ' || left(f.end_period_month, 3), '%Y %b')::date) as period_end,
    'YJB first-time entrants' as source,
    f.count as n
from yjb_first_time_entrants as f
join written_places as area on area.written = f._place
where f.period_length = 'Year'
