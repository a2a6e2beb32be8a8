-- One row per person or vehicle stopped and searched.
select
    police.code as place,
    date_trunc('month', s.date)::date as period_start,
    last_day(s.date::date) as period_end,
    'data.police.uk' as source,
    s.type,
    s.self_defined_ethnicity,
    s.officer_defined_ethnicity,
    s.outcome,
    s.object_of_search,
    1 as n
from police_uk_stop_and_search as s
join written_places as police on police.written = s._place
