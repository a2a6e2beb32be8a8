-- One row per offender, cohort and place, with who supervised the offender on the index date: everybody
-- once in a cohort, so these rows add up to people.
-- A cohort is final once the data reach to the end of its last waiting period.
select
    w.place, o.*, v.provider, d.reaches_to,
    (o.period_end + interval '18 month')::date <= d.reaches_to as is_final
from offenders_followed_up as o
join person_place as w on w.source = o.source and w.person_id = o.person_id
join data_reach as d on d.source = o.source
left join supervising_provider as v
    on v.source = o.source and v.person_id = o.person_id and v.index_date = o.index_date
