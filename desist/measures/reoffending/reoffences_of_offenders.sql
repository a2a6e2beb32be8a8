-- One row per proven reoffence of an offender of a cohort asked for.
-- The rule is that of offenders_followed_up: after the index date, within the follow-up, proven within
-- the wait, and not an offence listed as never counted.
select o.person_id, o.period_start, o.disposal, p.offence_code
from offender_asked as o
join proven_offence as p
    on p.source = o.source and p.person_id = o.person_id
    and p.offence_date > o.index_date and p.offence_date <= o.follow_up_ends
    and p.proof_date <= o.waiting_ends
left join offence_not_counted as never
    on never.offence_code = p.offence_code
    and p.offence_date >= never.valid_from and p.offence_date <= never.valid_to
where never.offence_code is null
