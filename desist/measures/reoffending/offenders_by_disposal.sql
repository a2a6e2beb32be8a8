-- Who is in which cohort for which kind of disposal: one row per person, cohort and kind received.
-- A person counts once for each kind, at the first date on which it set off a follow-up in the cohort,
-- as the Ministry counts; so the rows do not add up to the people of the cohort.
select source, person_id, cohort_months, period_start, index_date, disposal, offence_code
from (
    select
        *,
        row_number() over (
            partition by source, person_id, cohort_months, period_start, disposal
            order by index_date, offence_code
        ) as turn
    from index_event_in_cohort
) as ranked
where turn = 1
