-- Proven reoffending, by the rule of the Ministry of Justice: one row per offender and cohort.
--
-- Follow-up starts on the index date: the day of a caution or of a conviction without custody, the
-- day of release from custody. Whoever has not been released is not yet followed up.
-- A proven reoffence is an offence
--     committed after the index date and no later than one year after it,
--     and proven by caution or conviction no later than eighteen months after it.
-- Both last days count. Months are added at once and kept to the last day of a shorter month: one year
-- after 29 February 2016 is 28 February 2017, eighteen months after 31 December 2015 is 30 June 2017.
-- An offence of the index date itself never counts: which came first cannot be known from dates.
-- An offence whose code is listed as not counted on its date, such as a breach, is left out.
-- A previous offence is one proven before the index date, but not one of those that the index
-- disposal was given for (custody is left long after its proof).
-- Age is in completed years on the index date; somebody born on 29 February is a year older on 1 March.
with event as (
    select
        i.source, i.person_id, i.index_date, i.disposal, p.offence_date, p.proof_date,
        p.proof_date < i.index_date
            and (p.disposal <> i.disposal or p.index_date is distinct from i.index_date) as is_previous,
        p.offence_date > i.index_date
            and p.offence_date <= (i.index_date + interval '1 year')::date
            and p.proof_date <= (i.index_date + interval '18 month')::date
            and never.offence_code is null as is_reoffence
    from index_event as i
    join proven_offence as p on p.source = i.source and p.person_id = i.person_id
    left join offence_not_counted as never
        on never.offence_code = p.offence_code
        and p.offence_date >= never.valid_from and p.offence_date <= never.valid_to
),
counted as (
    select
        source, person_id, index_date, disposal,
        count(*) filter (where is_previous) as previous_offences,
        count(*) filter (where is_reoffence) as reoffences,
        min(offence_date) filter (where is_reoffence) as first_reoffence_date,
        min(proof_date) filter (where is_reoffence) as first_proof_date
    from event
    group by source, person_id, index_date, disposal
),
aged as (
    select
        o.*, p.sex, p.ethnicity_self, p.ethnicity_officer, p.area,
        year(o.index_date) - year(p.date_of_birth) - case
            when month(o.index_date) * 100 + day(o.index_date)
                < month(p.date_of_birth) * 100 + day(p.date_of_birth) then 1 else 0 end as age
    from offender as o
    left join person as p on p.source = o.source and p.person_id = o.person_id
)
select
    o.source,
    o.person_id,
    o.cohort_months,
    o.period_start,
    (o.period_start + interval '1 month' * o.cohort_months - interval '1 day')::date as period_end,
    o.index_date,
    (o.index_date + interval '1 year')::date as follow_up_ends,
    (o.index_date + interval '18 month')::date as waiting_ends,
    o.disposal,
    o.offence_code as index_offence_code,
    coalesce(g.offence_group, 'not stated') as index_offence_group,
    o.sex,
    o.ethnicity_self,
    o.ethnicity_officer,
    o.area,
    o.age,
    coalesce(a.age_band, 'not stated') as age_band,
    coalesce(a.age_group, 'not stated') as age_group,
    b.previous_offences_band,
    c.previous_offences,
    c.reoffences,
    c.first_reoffence_date,
    c.first_proof_date
from aged as o
join counted as c
    on c.source = o.source and c.person_id = o.person_id and c.index_date = o.index_date
    and c.disposal = o.disposal
left join ref_moj_offence_codes as g on g.code = o.offence_code
left join age_band as a on o.age between a.youngest and a.oldest
join previous_offences_band as b on c.previous_offences between b.least and b.most
