-- One row per annual cohort of England and Wales: offenders, reoffenders and reoffences.
select
    'K04000001' as place,
    c.start as period_start,
    last_day(
        make_date(
            year(c.start) + case when month(c.start) = 1 then 0 else 1 end, (month(c.start) + 10) % 12 + 1, 1
        )
    ) as period_end,
    'MoJ proven reoffending' as source,
    c.offenders,
    c.reoffenders,
    c.reoffences
from moj_reoffending as c
