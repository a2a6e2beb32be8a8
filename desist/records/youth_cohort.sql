-- One row per cohort of children, by sex or by index offence: children, reoffenders, reoffences.
-- Years and quarters are held apart, so that they are never added together.
with sent as (
    select gender as sex, null::varchar as index_offence, measure, end_period_year, end_period_month, period_length, count,
        'YJB by sex' as held
    from yjb_reoffending_by_sex
    union all
    select null, offence, measure, end_period_year, end_period_month, period_length, count, 'YJB by offence'
    from yjb_reoffending_by_offence
),
dated as (
    select *, last_day(strptime(end_period_year || ' ' || left(end_period_month, 3), '%Y %b')::date) as period_end
    from sent
)
select
    'K04000001' as place,
    (last_day((period_end - to_months(case period_length when 'Year' then 12 else 3 end))::date) + to_days(1))::date as period_start,
    period_end,
    held || ', ' || lower(period_length) || 's' as source,
    sex,
    index_offence,
    sum(count) filter (where measure = 'Number of children in cohort') as children,
    sum(count) filter (where measure = 'Number of reoffenders') as reoffenders,
    sum(count) filter (where measure = 'Number of reoffences') as reoffences
from dated
group by all
