-- One row per offender, cohort, place and kind of disposal received: the rows do not add up to people.
select w.place, o.*
from offenders_by_disposal as o
join person_place as w on w.source = o.source and w.person_id = o.person_id
