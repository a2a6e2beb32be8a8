-- One row per place, month and police.uk category, with the number of crimes or incidents: under the
-- force that recorded them and again under the council they lie in. Rows alike in every cell are all
-- counted. A council's crimes are those its own force recorded; another force sees a few of them only.
-- A row whose point lies outside the force, or nowhere, counts for the force and for no council.
with seen as (
    select _place, month, crime_type, regexp_replace(lsoa_name, ' [0-9]{3}[A-Z]$', '') as council, count(*) as n
    from police_uk_street
    group by all
)
select
    police.code as place,
    s.month as period_start,
    last_day(s.month) as period_end,
    'data.police.uk' as source,
    s.crime_type,
    s.crime_type <> 'Anti-social behaviour' as is_crime,
    sum(s.n)::bigint as n
from seen as s
join written_places as police on police.written = s._place
group by all
union all
select
    council.code,
    s.month,
    last_day(s.month),
    'data.police.uk',
    s.crime_type,
    s.crime_type <> 'Anti-social behaviour',
    sum(s.n)::bigint
from seen as s
join written_places as police on police.written = s._place
join council_places as council on council.force_code = police.code and council.written = s.council
group by all
