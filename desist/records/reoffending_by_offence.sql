-- One row per year, age and index offence: the published rate of proven reoffending, without counts.
select
    'K04000001' as place,
    (r.year_ending - to_months(12) + to_days(1))::date as period_start,
    r.year_ending as period_end,
    'MoJ proven reoffending by index offence' as source,
    r.age,
    r.index_offence,
    100 * r.proportion as value
from moj_reoffending_by_offence as r
