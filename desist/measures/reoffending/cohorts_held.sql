-- One row per place and cohort for which people can be followed up: every quarter from the first index
-- date held to the last, and every twelve months of such quarters.
with reach as (
    select
        source,
        date_trunc('quarter', min(index_date))::date as first_start,
        date_trunc('quarter', max(index_date))::date as last_start
    from index_event
    group by source
),
cohort as (
    select r.source, c.cohort_months, s.period_start::date as period_start
    from reach as r
    cross join (values (3), (12)) as c (cohort_months)
    cross join lateral (
        select unnest(generate_series(
            r.first_start,
            r.last_start - interval '1 month' * (c.cohort_months - 3),
            interval '3 month'
        )) as period_start
    ) as s
)
select
    w.place, c.source, c.cohort_months, c.period_start,
    (c.period_start + interval '1 month' * c.cohort_months - interval '1 day')::date as period_end
from cohort as c
join (select distinct source, place from person_place) as w on w.source = c.source
