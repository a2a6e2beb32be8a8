-- Who is in which cohort: one row per person and cohort.
-- A person counts once in a cohort, at the first index date in it. The index disposal is the most
-- severe of that date; the index offence is the lowest code so dealt with.
select source, person_id, cohort_months, period_start, index_date, disposal, offence_code
from (
    select
        *,
        row_number() over (
            partition by source, person_id, cohort_months, period_start
            order by index_date, severity desc, offence_code
        ) as turn
    from index_event_in_cohort
) as ranked
where turn = 1
