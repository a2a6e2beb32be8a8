-- One row per place, quarter, offence group and kind of outcome, also where there is none of it:
-- crimes recorded in the quarter that have had this outcome so far, out of all of them.
with counted as (
    select place, period_start, period_end, source, offence_group, outcome_type, sum(for_recorded) as n
    from crime_outcome
    group by place, period_start, period_end, source, offence_group, outcome_type
),
whole as (
    select place, period_start, period_end, source, offence_group, sum(n) as recorded
    from counted
    group by place, period_start, period_end, source, offence_group
)
select
    w.place, w.period_start, w.period_end, w.source, w.offence_group,
    kind.outcome_type, kind.outcome_group, coalesce(c.n, 0) as n, w.recorded
from whole as w
cross join (select distinct outcome_type, outcome_group from crime_outcome) as kind
left join counted as c
    on c.place = w.place and c.period_start = w.period_start and c.source = w.source
    and c.offence_group = w.offence_group and c.outcome_type = kind.outcome_type
