-- When each offender in a three-month cohort became a proven reoffender: one row per offender and place.
-- That is the day on which the first of the reoffences that count was proven, whichever was committed
-- first; the offence is the one proven on that day, the earliest where several were. Both dates are
-- empty for whoever has none.
with counting as (
    select p.source, p.person_id, p.offence_date, p.proof_date
    from proven_offence as p
    left join offence_not_counted as never
        on never.offence_code = p.offence_code
        and p.offence_date >= never.valid_from and p.offence_date <= never.valid_to
    where never.offence_code is null
),
proven as (
    select o.source, o.person_id, o.period_start, min(p.offence_date) as offence_date
    from offenders_followed_up as o
    join counting as p
        on p.source = o.source and p.person_id = o.person_id and p.proof_date = o.first_proof_date
        and p.offence_date > o.index_date and p.offence_date <= o.follow_up_ends
    where o.cohort_months = 3
    group by o.source, o.person_id, o.period_start
)
select w.place, o.*, p.offence_date as proven_offence_date
from offenders_followed_up as o
join person_place as w on w.source = o.source and w.person_id = o.person_id
left join proven as p
    on p.source = o.source and p.person_id = o.person_id and p.period_start = o.period_start
where o.cohort_months = 3
