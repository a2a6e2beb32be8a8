-- One row per place and mid-year estimate: children aged 10 to 17, with the days on which a period may
-- end to be divided by it. A force, region or country has one only where all its authorities have.
with counted as (
    select
        area.code, area.force_code, left(a._period, 4)::int as year,
        a.age_10 + a.age_11 + a.age_12 + a.age_13 + a.age_14 + a.age_15 + a.age_16 + a.age_17 as n
    from ons_population_by_age as a
    join ref_areas as area on area.code = a.code and area.in_april_2021
),
summed as (
    select code as place, year, n from counted
    union all
    select w.wider, c.year, sum(c.n)
    from counted as c
    join wider_places as w on w.code = c.force_code
    join (
        select w.wider, count(*) as parts from ref_areas as area
        join wider_places as w on w.code = area.force_code where area.in_april_2021 group by w.wider
    ) as whole on whole.wider = w.wider
    group by w.wider, c.year, whole.parts
    having count(*) = whole.parts
)
select
    place,
    make_date(year, 6, 30) as valid_from,
    make_date(year + 1, 6, 29) as valid_to,
    'ONS mid-year estimates by age' as source,
    null::varchar as serves,
    n,
    place not in ('E23000034', 'E09000001') as reliable
from summed
