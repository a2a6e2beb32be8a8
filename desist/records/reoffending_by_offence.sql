-- One row per year, age and index offence: the published rate of proven reoffending, without counts.
select
    'K04000001' as place,
    make_date(
        year(r.year_ending) - case when month(r.year_ending) = 12 then 0 else 1 end,
        month(r.year_ending) % 12 + 1,
        1
    ) as period_start,
    r.year_ending as period_end,
    'MoJ proven reoffending by index offence' as source,
    r.age,
    r.index_offence,
    100 * r.proportion as value
from moj_reoffending_by_offence as r
