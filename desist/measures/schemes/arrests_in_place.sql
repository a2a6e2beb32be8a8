-- One row per arrest of somebody for an offence while a scheme managed them, and place; dated by its month.
-- It counts as charged where the charge came within the wait. An arrest of somebody wholly inside that day
-- is left out, as nothing done there was done in the community.
with made as (
    select
        'agencies'' extracts' as source,
        d.person_id, d.scheme, d.strand, d.status, d.area_code, d.area, d.sex, a.offence_group,
        coalesce(a.charge_date <= (a.arrest_date + interval '1 month' * w.months)::date, false) as charged,
        date_trunc('month', a.arrest_date)::date as period_start,
        (date_trunc('month', a.arrest_date) + interval '1 month' - interval '1 day')::date as period_end,
        (a.arrest_date + interval '1 month' * w.months)::date as waiting_ends,
        r.last_day as arrests_reach_to
    from arrest as a
    join scheme_day as d on d.person_id = a.person_id and d.day = a.arrest_date
    join scheme_reach as r on r.kind = 'arrest'
    cross join event_waiting as w
    where not d.wholly_inside
)
select h.code as place, m.*
from made as m
cross join home_places as h
union all
select m.area_code, m.*
from made as m
where m.area_code is not null and m.area_code not in (select code from home_places)
