-- One row per crime or anti-social behaviour incident that police.uk shows, under the force that
-- recorded it and again under the council it lies in. Rows alike in every cell are all real.
select
    force.code as place,
    s.month as period_start,
    last_day(s.month) as period_end,
    'data.police.uk' as source,
    s.crime_type,
    s.crime_type <> 'Anti-social behaviour' as is_crime,
    s.last_outcome,
    s.lsoa_code,
    1 as n
from police_uk_street as s
join written_places as force on force.written = s._place
union all
-- A council's crimes are those its own force recorded; another force sees a few of them only.
select
    council.code,
    s.month,
    last_day(s.month),
    'data.police.uk',
    s.crime_type,
    s.crime_type <> 'Anti-social behaviour',
    s.last_outcome,
    s.lsoa_code,
    1
from police_uk_street as s
join written_places as force on force.written = s._place
join ref_areas as council
    on council.force_code = force.code and council.name = regexp_replace(s.lsoa_name, ' [0-9]{3}[A-Z]$', '')
