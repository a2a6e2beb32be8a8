-- One row per place and period: incidents of anti-social behaviour, out of all incidents, as the
-- force returns both; else police.uk's incidents out of all incidents that the force returns.
select place, period_start, period_end, source, numerator, denominator
from series
where measure = 'antisocial_share' and denominator is not null
union all
select
    every.place, every.period_start, every.period_end,
    'data.police.uk; all incidents from ' || every.source as source,
    coalesce(sum(i.n), 0) as numerator, any_value(every.numerator) as denominator
from series as every
join (
    -- every month of the return must be held from police.uk, or its count would be a part of it
    select e.place, e.period_start, e.period_end, e.source
    from series as e
    join police_crime_held as h
        on h.place = e.place and h.period_start >= e.period_start and h.period_end <= e.period_end
    where e.measure = 'all_incidents'
    group by e.place, e.period_start, e.period_end, e.source
    having count(*) = date_diff('month', e.period_start, e.period_end) + 1
) as whole
    on whole.place = every.place and whole.period_start = every.period_start
    and whole.period_end = every.period_end and whole.source = every.source
left join police_crime_month as i
    on i.place = every.place and not i.is_crime
    and i.period_start >= every.period_start and i.period_end <= every.period_end
left join series as sent
    on sent.measure = 'antisocial_share' and sent.denominator is not null and sent.place = every.place
    and sent.period_start <= every.period_end and sent.period_end >= every.period_start
where every.measure = 'all_incidents' and sent.place is null
group by every.place, every.period_start, every.period_end, every.source
