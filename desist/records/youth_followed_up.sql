-- One row per child, three-month cohort and age of the cohort: 3, 6, 9 and 12 months after the index date.
-- A child is in the cohort of the calendar quarter in which an outcome came, once, from the first outcome in
-- it; that day is the index date, for custody too, as youth offending teams count and the Ministry does not.
-- A reoffence is an offence committed after the index date and no later than so many months after it, and
-- proven no later than the wait after that; both last days count, and months are added at once.
with child as (
    select * from (
        select
            *, date_trunc('quarter', outcome_date)::date as period_start,
            row_number() over (
                partition by person_id, date_trunc('quarter', outcome_date)
                order by outcome_date, tier, outcome
            ) as turn
        from youth_outcome
    ) as ranked
    where turn = 1
),
followed as (
    select
        c.person_id, c.period_start,
        (c.period_start + interval '3 month' - interval '1 day')::date as period_end,
        c.outcome_date as index_date, c.tier, c.looked_after, c.sex, c.ethnicity_self, c.area_code, c.area,
        a.months, a.waiting_months,
        (c.outcome_date + interval '1 month' * a.months)::date as follow_up_ends,
        (c.outcome_date + interval '1 month' * (a.months + a.waiting_months))::date as waiting_ends,
        d.source, d.reaches_to
    from child as c
    cross join youth_follow_up as a
    cross join data_reach as d
),
counted as (
    select f.source, f.person_id, f.period_start, f.months, count(*) as reoffences
    from followed as f
    join proven_offence as p
        on p.source = f.source and p.person_id = f.person_id
        and p.offence_date > f.index_date and p.offence_date <= f.follow_up_ends
        and p.proof_date <= f.waiting_ends
    left join offence_not_counted as never
        on never.offence_code = p.offence_code
        and p.offence_date >= never.valid_from and p.offence_date <= never.valid_to
    where never.offence_code is null
    group by f.source, f.person_id, f.period_start, f.months
)
select f.*, f.waiting_ends <= f.reaches_to as matured, coalesce(c.reoffences, 0) as reoffences
from followed as f
left join counted as c
    on c.source = f.source and c.person_id = f.person_id and c.period_start = f.period_start
    and c.months = f.months
