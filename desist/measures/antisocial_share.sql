-- One row per place and period: incidents of anti-social behaviour, out of all incidents, as the
-- force returns both; or police.uk's incidents out of all incidents that the force returns.
select place, period_start, period_end, source, numerator, denominator
from series
where measure = 'antisocial_share' and denominator is not null
union all
select
    every.place, every.period_start, every.period_end,
    'data.police.uk; all incidents from ' || every.source, coalesce(sum(i.n), 0), any_value(every.numerator)
from series as every
left join police_crime_month as i
    on i.place = every.place and not i.is_crime
    and i.period_start >= every.period_start and i.period_end <= every.period_end
where every.measure = 'all_incidents'
    -- every month of the return must be held from police.uk, or its count would be a part of it
    and (select count(*) from police_crime_held as h
        where h.place = every.place and h.period_start >= every.period_start and h.period_end <= every.period_end)
        = date_diff('month', every.period_start, every.period_end) + 1
group by every.place, every.period_start, every.period_end, every.source
