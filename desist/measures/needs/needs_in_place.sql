-- One row per assessment of a person and pathway, and place; dated by the month of the assessment.
with assessed as (
    select
        'probation assessments' as source, n.*,
        date_trunc('month', n.assessed_on)::date as period_start,
        (date_trunc('month', n.assessed_on) + interval '1 month' - interval '1 day')::date as period_end
    from need as n
)
select h.code as place, a.* from assessed as a cross join home_places as h
union all
select a.area_code, a.*
from assessed as a
where a.area_code is not null and a.area_code not in (select code from home_places)
