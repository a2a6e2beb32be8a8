-- One row per place, kind of event and month for which the files tell of it: from the quarter of its first
-- day, or of the first stay in any scheme, to the quarter of its last.
with held_place as (
    select code as place from home_places
    union
    select area_code from scheme_stay where area_code is not null
),
held_reach as (
    select
        r.kind, greatest(r.first_start, s.first_start) as first_start, r.last_end,
        exists (select 1 from scheme_reach where kind = 'custody') as custody_is_held
    from scheme_reach as r
    cross join (select first_start from scheme_reach where kind = 'stay') as s
),
held_begun as (
    select kind, custody_is_held, unnest(generate_series(first_start, last_end, interval '1 month')) as started
    from held_reach
    where first_start <= last_end
)
select
    p.place, b.kind, b.custody_is_held, 'agencies'' extracts' as source,
    b.started::date as period_start,
    (b.started + interval '1 month' - interval '1 day')::date as period_end
from held_begun as b
cross join held_place as p
