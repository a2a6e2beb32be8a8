-- One row per person, scheme, stay and calendar quarter in which the person was managed in the community:
-- on at least one day at liberty. Whether the person reoffended in the quarter, said twice: an offence was
-- charged in it, or proven in it. The offence itself was committed while the person was managed by the same
-- scheme and not wholly inside, in this quarter or before; what was done before entry never counts.
with done as (
    select
        d.person_id, d.scheme, date_trunc('quarter', o.became_on)::date as period_start,
        count(*) filter (where o.became = 'charged') as charged,
        count(*) filter (where o.became = 'proven') as proven
    from offence_charged_or_proven as o
    join scheme_day as d on d.person_id = o.person_id and d.day = o.offence_date
    where not d.wholly_inside
    group by d.person_id, d.scheme, date_trunc('quarter', o.became_on)
),
managed as (
    select
        person_id, scheme, strand, status, area_code, area, sex, entry_date,
        date_trunc('quarter', day)::date as period_start
    from scheme_day
    where at_liberty
    group by
        person_id, scheme, strand, status, area_code, area, sex, entry_date, date_trunc('quarter', day)
)
select
    m.*,
    (m.period_start + interval '3 month' - interval '1 day')::date as period_end,
    coalesce(d.charged, 0) as charged,
    coalesce(d.proven, 0) as proven
from managed as m
left join done as d
    on d.person_id = m.person_id and d.scheme = m.scheme and d.period_start = m.period_start
