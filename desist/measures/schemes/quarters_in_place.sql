-- One row per person, scheme, stay, calendar quarter and place: the partnership's own place takes in everybody.
with reach as (
    select
        max(last_day) filter (where kind = 'arrest') as arrests_reach_to,
        max(last_day) filter (where kind = 'proven') as proofs_reach_to
    from scheme_reach
)
select h.code as place, 'agencies'' extracts' as source, q.*, reach.*
from scheme_quarter as q
cross join reach
cross join home_places as h
union all
select q.area_code, 'agencies'' extracts', q.*, reach.*
from scheme_quarter as q
cross join reach
where q.area_code is not null and q.area_code not in (select code from home_places)
