-- One row per entry into a scheme, one per exit from it, with its reason, and place; dated by its month.
with moves as (
    select
        'entry' as move, person_id, scheme, strand, status, area_code, area, sex,
        entry_reason as reason, entry_date as moved_on
    from scheme_stay
    union all
    select 'exit', person_id, scheme, strand, status, area_code, area, sex, exit_reason, exit_date
    from scheme_stay
    where exit_date is not null
),
dated as (
    select
        'agencies'' extracts' as source, *,
        date_trunc('month', moved_on)::date as period_start,
        (date_trunc('month', moved_on) + interval '1 month' - interval '1 day')::date as period_end
    from moves
)
select h.code as place, d.*
from dated as d
cross join home_places as h
union all
select d.area_code, d.*
from dated as d
where d.area_code is not null and d.area_code not in (select code from home_places)
