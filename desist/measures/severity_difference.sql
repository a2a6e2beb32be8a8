-- One row per place and year for which both scores exist: ours from the weights, less the published.
with ours as (
    select r.place, p.period_start, p.period_end, sum(r.n * w.weight) as harm
    from recorded_crime as r
    join severity_weight as w on w.offence_code = r.offence_code
    join (select distinct period_start, period_end from severity_score) as p
        on r.period_start >= p.period_start and r.period_end <= p.period_end
    where r.source = 'Home Office open data'
    group by r.place, p.period_start, p.period_end
),
whole as (
    -- all four quarters of the year, from every force of the place
    select h.place, p.period_end
    from recorded_crime_held as h
    join (select distinct period_start, period_end from severity_score) as p
        on h.period_start >= p.period_start and h.period_end <= p.period_end
    where h.source = 'Home Office open data'
    group by h.place, p.period_end
    having count(*) = 4
)
select
    s.place, s.period_start, s.period_end, 'recomputed less published' as source,
    o.harm / people.n - s.value as value
from severity_score as s
join whole as w on w.place = s.place and w.period_end = s.period_end
join ours as o on o.place = s.place and o.period_end = s.period_end
join population as people
    on people.place = s.place and s.period_end between people.valid_from and people.valid_to
    and people.serves is null
where s.offence_group = 'Total recorded crime' and s.value is not null
