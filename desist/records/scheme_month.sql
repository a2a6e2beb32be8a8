-- One row per person, scheme, stay and month in which the person was managed: days managed, days at liberty,
-- and what the person did on those days: arrests, and offences charged or proven within the wait.
-- Nothing dated on a day wholly inside counts.
with happened as (
    select person_id, day, sum(arrests) as arrests, sum(charges) as charges, sum(proven) as proven
    from (
        select person_id, arrest_date as day, 1 as arrests, 0 as charges, 0 as proven from arrest
        union all
        select
            o.person_id, o.offence_date, 0,
            case when o.became = 'charged' then 1 else 0 end,
            case when o.became = 'proven' then 1 else 0 end
        from offence_charged_or_proven as o
        cross join event_waiting as w
        where o.became_on <= (o.offence_date + interval '1 month' * w.months)::date
    ) as each_one
    group by person_id, day
)
select
    d.person_id, d.scheme, d.strand, d.status, d.area_code, d.area, d.sex, d.entry_date,
    date_trunc('month', d.day)::date as period_start,
    (date_trunc('month', d.day) + interval '1 month' - interval '1 day')::date as period_end,
    count(*) as days_managed,
    count(*) filter (where d.at_liberty) as days_at_liberty,
    coalesce(sum(h.arrests) filter (where not d.wholly_inside), 0) as arrests,
    coalesce(sum(h.charges) filter (where not d.wholly_inside), 0) as charges,
    coalesce(sum(h.proven) filter (where not d.wholly_inside), 0) as proven
from scheme_day as d
left join happened as h on h.person_id = d.person_id and h.day = d.day
group by
    d.person_id, d.scheme, d.strand, d.status, d.area_code, d.area, d.sex, d.entry_date,
    date_trunc('month', d.day)
