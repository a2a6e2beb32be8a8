-- One row per offender, cohort and place: everybody once in a cohort, followed up from the first index date.
-- A cohort is final once the data reach to the end of its last waiting period.
select
    w.place, o.*, d.reaches_to,
    (o.period_end + interval '18 month')::date <= d.reaches_to as is_final
from offenders_followed_up as o
join person_place as w on w.source = o.source and w.person_id = o.person_id
join data_reach as d on d.source = o.source
