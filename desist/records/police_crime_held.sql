-- One row per place and month for which police.uk is held: a month without a burglary is held too.
with sent as (
    select distinct police.code as force_code, s.month
    from police_uk_street as s
    join written_places as police on police.written = s._place
)
select force_code as place, month as period_start, last_day(month) as period_end, 'data.police.uk' as source
from sent
union all
select council.code, s.month, last_day(s.month), 'data.police.uk'
from sent as s
join ref_areas as council
    on council.force_code = s.force_code and (council.in_april_2021 or council.in_april_2024)
