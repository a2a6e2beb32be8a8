-- One row per cohort of children, by sex or by index offence: children, reoffenders, reoffences.
-- Years and quarters are held apart, so that they are never added together.
with sent as (
    select
        gender as sex, null::varchar as index_offence, 'YJB by sex' as held,
        measure, end_period_year, end_period_month, period_length, count
    from yjb_reoffending_by_sex
    union all
    select null, offence, 'YJB by offence', measure, end_period_year, end_period_month, period_length, count
    from yjb_reoffending_by_offence
),
dated as (
    select
        *,
        end_period_year::int as year,
        (strpos('JanFebMarAprMayJunJulAugSepOctNovDec', left(end_period_month, 3)) + 2) // 3 as month
    from sent
)
select
    'K04000001' as place,
    case period_length
        when 'Year' then make_date(year - case when month = 12 then 0 else 1 end, month % 12 + 1, 1)
        else make_date(year - case when month < 3 then 1 else 0 end, (month + 9) % 12 + 1, 1)
    end as period_start,
    last_day(make_date(year, month, 1)) as period_end,
    held || ', ' || lower(period_length) || 's' as source,
    sex,
    index_offence,
    sum(count) filter (where measure = 'Number of children in cohort') as children,
    sum(count) filter (where measure = 'Number of reoffenders') as reoffenders,
    sum(count) filter (where measure = 'Number of reoffences') as reoffences
from dated
group by all
