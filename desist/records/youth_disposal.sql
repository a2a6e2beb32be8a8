-- One row per area, year and disposal given to a child. The source names the year a period ends in
-- and not its month; Youth Justice Statistics run to March, so the year ending March is meant.
select
    area.code as place,
    make_date(d.end_period_year::int - 1, 4, 1) as period_start,
    make_date(d.end_period_year::int, 3, 31) as period_end,
    'YJB disposals' as source,
    d.disposal_type as tier,
    d.disposal,
    d.count as n
from yjb_disposals as d
join written_places as area on area.written = d._place
where d.period_length = 'Year'
