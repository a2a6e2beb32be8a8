-- One row per person, scheme, stay, month and place. A month's rates are final once everything done in it has
-- had its whole wait to be charged or proven.
with event_reach as (
    select
        max(r.last_day) filter (where r.kind = 'arrest') as arrests_reach_to,
        max(r.last_day) filter (where r.kind = 'proven') as proofs_reach_to,
        max(w.months) as waiting_months
    from scheme_reach as r
    cross join event_waiting as w
),
months as (
    select
        'agencies'' extracts' as source, m.*, event_reach.*,
        (m.period_end + interval '1 month' * event_reach.waiting_months)::date as waiting_ends
    from scheme_month as m
    cross join event_reach
)
select h.code as place, m.*
from months as m
cross join home_places as h
union all
select m.area_code, m.*
from months as m
where m.area_code is not null and m.area_code not in (select code from home_places)
