-- One row per place, source and month, from the first quarter in which something was proven to the last;
-- none where nothing of families is held.
with held_place as (
    select code as place from home_places
    union
    select area_code from known_person where area_code is not null
),
held_reach as (
    select
        source, date_trunc('quarter', min(proof_date))::date as first_start,
        (date_trunc('quarter', max(proof_date)) + interval '2 month')::date as last_start
    from proven_offence
    where exists (select 1 from local_family_links)
    group by source
),
held_begun as (
    select source, unnest(generate_series(first_start, last_start, interval '1 month')) as started
    from held_reach
    where first_start is not null
)
select
    p.place, b.source, b.started::date as period_start,
    (b.started + interval '1 month' - interval '1 day')::date as period_end
from held_begun as b
cross join held_place as p
