-- One row per kind of event: the first and last day on which the files tell of it, and the quarters between.
-- 'managed' is any change in a scheme or event of a kind below: until then stays without an end go on.
with told as (
    select 'arrest' as kind, event_date as day from police_arrests_and_charges
    union all
    select 'arrest', charge_date from police_arrests_and_charges where charge_date is not null
    union all
    select became, became_on from offence_charged_or_proven
    union all
    select 'custody', reception_date from prisons_custody_spells
    union all
    select 'custody', release_date from prisons_custody_spells where release_date is not null
    union all
    select 'stay', entry_date from scheme_stay
    union all
    select 'stay', exit_date from scheme_stay where exit_date is not null
),
named as (
    select kind, day from told
    union all
    select 'managed', day from told
)
select
    kind, min(day) as first_day, max(day) as last_day,
    date_trunc('quarter', min(day))::date as first_start,
    (date_trunc('quarter', max(day)) + interval '3 month' - interval '1 day')::date as last_end
from named
group by kind
