-- One row per offender, cohort, place and prison released from: the rows do not add up to people.
-- A person counts once for each prison, at the first release from it in the cohort, as the Ministry
-- counts. Only releases from custody count here; the cautioned and all others convicted left no prison.
-- A cohort is final once the data reach to the end of its last waiting period.
with first_release as (
    select o.source, o.person_id, o.cohort_months, o.period_start, r.prison, min(o.index_date) as index_date
    from offenders_by_release as o
    join prison_release as r
        on r.source = o.source and r.person_id = o.person_id and r.index_date = o.index_date
    group by o.source, o.person_id, o.cohort_months, o.period_start, r.prison
)
select
    w.place, o.*, f.prison, v.provider, d.reaches_to,
    (o.period_end + interval '18 month')::date <= d.reaches_to as is_final
from first_release as f
join offenders_by_release as o
    on o.source = f.source and o.person_id = f.person_id and o.cohort_months = f.cohort_months
    and o.period_start = f.period_start and o.index_date = f.index_date
join person_place as w on w.source = o.source and w.person_id = o.person_id
join data_reach as d on d.source = o.source
left join supervising_provider as v
    on v.source = o.source and v.person_id = o.person_id and v.index_date = o.index_date
