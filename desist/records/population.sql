-- One row per place and mid-year estimate, with the days on which a period may end to be divided by it:
-- the estimate of 30 June serves periods that end within the year after it, and no others.
select
    w.wider as place,
    make_date(p.year::int, 6, 30) as valid_from,
    make_date(p.year::int + 1, 6, 29) as valid_to,
    'ONS mid-year estimates' as source,
    sum(p.population) as n
from ons_population as p
join ref_areas as council on council.code = p.code
join wider_places as w on w.code = council.force_code
group by all
union all
select
    council.code, make_date(p.year::int, 6, 30), make_date(p.year::int + 1, 6, 29), 'ONS mid-year estimates', p.population
from ons_population as p
join ref_areas as council on council.code = p.code
union all
-- The population that ONS itself divided by in its force tables, rounded to 100.
select
    area.code,
    last_day(strptime(r._period || '-01', '%Y-%m-%d')::date),
    last_day(strptime(r._period || '-01', '%Y-%m-%d')::date),
    'ONS police force area tables',
    r.population
from ons_force_area_rates as r
join written_places as area on area.written = r._place
