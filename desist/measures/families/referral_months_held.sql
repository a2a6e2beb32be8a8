-- One row per place and month, from the first quarter in which a referral was received to the last.
with held_place as (
    select code as place from home_places
    union
    select area_code from safeguarding_referral where area_code is not null
),
held_reach as (
    select
        date_trunc('quarter', min(received_on))::date as first_start,
        (date_trunc('quarter', max(received_on)) + interval '2 month')::date as last_start
    from safeguarding_referral
),
held_begun as (
    select unnest(generate_series(first_start, last_start, interval '1 month')) as started
    from held_reach
    where first_start is not null
)
select
    p.place, 'children''s services' as source, b.started::date as period_start,
    (b.started + interval '1 month' - interval '1 day')::date as period_end
from held_begun as b
cross join held_place as p
