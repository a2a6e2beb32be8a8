-- One row per referral of a child, reason and place; dated by the month in which it was received.
with received as (
    select
        'children''s services' as source, r.*,
        date_trunc('month', r.received_on)::date as period_start,
        (date_trunc('month', r.received_on) + interval '1 month' - interval '1 day')::date as period_end
    from safeguarding_referral as r
)
select h.code as place, r.* from received as r cross join home_places as h
union all
select r.area_code, r.*
from received as r
where r.area_code is not null and r.area_code not in (select code from home_places)
