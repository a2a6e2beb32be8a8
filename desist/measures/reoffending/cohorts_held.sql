-- One row per place and cohort for which people can be followed up: every quarter from the first index
-- date held to the last, and every twelve months of such quarters.
with reach as (
    select
        e.source, c.cohort_months,
        date_trunc('quarter', min(e.index_date))::date as first_start,
        (date_trunc('quarter', max(e.index_date))::date - interval '1 month' * (c.cohort_months - 3))::date
            as last_start
    from index_event as e
    cross join (values (3), (12)) as c (cohort_months)
    group by e.source, c.cohort_months
),
cohort as (
    select source, cohort_months, unnest(generate_series(first_start, last_start, interval '3 month')) as started
    from reach
    where first_start <= last_start
)
select
    w.place, c.source, c.cohort_months,
    c.started::date as period_start,
    (c.started + interval '1 month' * c.cohort_months - interval '1 day')::date as period_end
from cohort as c
join (select distinct source, place from person_place) as w on w.source = c.source
