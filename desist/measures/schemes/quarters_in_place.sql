-- One row per person, scheme, stay, calendar quarter and place: the partnership's own place takes in everybody.
with event_reach as (
    select
        max(last_day) filter (where kind = 'arrest') as arrests_reach_to,
        max(last_day) filter (where kind = 'proven') as proofs_reach_to
    from scheme_reach
)
select h.code as place, 'agencies'' extracts' as source, q.*, event_reach.*
from scheme_quarter as q
cross join event_reach
cross join home_places as h
union all
select q.area_code, 'agencies'' extracts', q.*, event_reach.*
from scheme_quarter as q
cross join event_reach
where q.area_code is not null and q.area_code not in (select code from home_places)
