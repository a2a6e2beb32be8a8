-- One row per place and month for which police.uk is held: a month without a burglary is held too.
select distinct
    place_code as place,
    month as period_start,
    last_day(month) as period_end,
    'data.police.uk' as source
from (
    select force.code as place_code, s.month
    from police_uk_street as s
    join written_places as force on force.written = s._place
    union all
    select council.code, s.month
    from police_uk_street as s
    join written_places as force on force.written = s._place
    join ref_areas as council on council.force_code = force.code and council.in_april_2021
)
