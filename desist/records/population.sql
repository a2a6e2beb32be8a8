-- One row per place and mid-year estimate, with the days on which a period may end to be divided by it:
-- the estimate of 30 June serves periods that end within the year after it, and no others.
-- Authorities are on the boundaries of April 2021 or April 2024; a force, region or country, and a
-- council made from others since, has a population only where all its parts have one.
-- The City of London has few residents and many visitors, so a rate on its residents is unreliable; ONS
-- prints none.
with counted as (
    select area.code, area.force_code, area.successor_code, area.in_april_2021, area.in_april_2024, p.year, p.population
    from ons_population as p
    join ref_areas as area on area.code = p.code
),
summed as (
    select code as place, year, population as n from counted
    union
    select c.successor_code, c.year, sum(c.population)
    from counted as c
    join (
        select successor_code, count(*) as parts from ref_areas
        where in_april_2021 and successor_code is not null group by successor_code
    ) as whole on whole.successor_code = c.successor_code
    where c.in_april_2021
    group by c.successor_code, c.year, whole.parts
    having count(*) = whole.parts
    union
    select w.wider, c.year, sum(c.population)
    from counted as c
    join wider_places as w on w.code = c.force_code
    join (
        select w.wider, count(*) as parts from ref_areas as area
        join wider_places as w on w.code = area.force_code where area.in_april_2021 group by w.wider
    ) as whole on whole.wider = w.wider
    where c.in_april_2021
    group by w.wider, c.year, whole.parts
    having count(*) = whole.parts
    union
    select w.wider, c.year, sum(c.population)
    from counted as c
    join wider_places as w on w.code = c.force_code
    join (
        select w.wider, count(*) as parts from ref_areas as area
        join wider_places as w on w.code = area.force_code where area.in_april_2024 group by w.wider
    ) as whole on whole.wider = w.wider
    where c.in_april_2024
    group by w.wider, c.year, whole.parts
    having count(*) = whole.parts
)
select
    place,
    make_date(year::int, 6, 30) as valid_from,
    make_date(year::int + 1, 6, 29) as valid_to,
    'ONS mid-year estimates' as source,
    null::varchar as serves,
    n,
    place not in ('E23000034', 'E09000001') as reliable
from summed
union all
-- The population that ONS itself divided by in its force tables, rounded to 100; it serves ONS's own
-- counts alone, because it may be the estimate of an earlier year.
select
    area.code,
    last_day((r._period || '-01')::date),
    last_day((r._period || '-01')::date),
    'ONS police force area tables',
    'ONS police force area tables',
    r.population,
    area.code <> 'E23000034'
from ons_force_area_rates as r
join written_places as area on area.written = r._place
