-- Who left custody in which cohort, and when: one row per person, cohort and day of release.
-- A person comes as often as released; what counts them once for each prison chooses among these.
select source, person_id, cohort_months, period_start, index_date, disposal, offence_code
from index_event_in_cohort
where disposal = 'custody'
