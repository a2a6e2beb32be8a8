-- One row per annual cohort of England and Wales: offenders, reoffenders and reoffences.
select
    'K04000001' as place,
    c.start as period_start,
    (c.start + to_months(12) - to_days(1))::date as period_end,
    'MoJ proven reoffending' as source,
    c.offenders,
    c.reoffenders,
    c.reoffences
from moj_reoffending as c
