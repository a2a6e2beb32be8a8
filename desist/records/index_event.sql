-- One row per person, date and kind of disposal that can bring the person into a cohort: a caution
-- or a conviction without custody on the day of proof, custody on the day of release.
-- Of several offences dealt with alike that day the lowest code stands for all.
select source, person_id, index_date, disposal, severity, min(offence_code) as offence_code
from proven_offence
where index_date is not null
group by source, person_id, index_date, disposal, severity
