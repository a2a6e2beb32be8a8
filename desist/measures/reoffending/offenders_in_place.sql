-- One row per offender, cohort and place: everybody once in a cohort, followed up from the first index date.
select w.place, o.*
from offenders_followed_up as o
join person_place as w on w.source = o.source and w.person_id = o.person_id
