-- One row per area and year: children cautioned or convicted for the first time.
with dated as (
    select
        level, _place, count,
        end_period_year::int as year,
        (strpos('JanFebMarAprMayJunJulAugSepOctNovDec', left(end_period_month, 3)) + 2) // 3 as month
    from yjb_first_time_entrants
    where period_length = 'Year'
)
select
    -- The tables of 2009 write 'West Midlands' for the region, which is a police force elsewhere.
    case d.level when 'West Midlands' then 'E12000005' else area.code end as place,
    make_date(d.year - case when d.month = 12 then 0 else 1 end, d.month % 12 + 1, 1) as period_start,
    last_day(make_date(d.year, d.month, 1)) as period_end,
    'YJB first-time entrants' as source,
    d.count as n
from dated as d
join written_places as area on area.written = d._place
