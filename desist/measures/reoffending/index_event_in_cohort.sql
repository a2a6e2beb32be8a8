-- Each index event in every cohort that it falls in: the 3-month cohort of its quarter, and the four
-- 12-month cohorts, counted from each first day of a quarter, that hold its date.
select
    e.source, e.person_id, e.index_date, e.disposal, e.severity, e.offence_code, c.cohort_months,
    (date_trunc('quarter', e.index_date)::date - interval '1 month' * c.begun_before)::date as period_start
from index_event as e
cross join (values (3, 0), (12, 0), (12, 3), (12, 6), (12, 9)) as c (cohort_months, begun_before)
