-- One row per proven reoffence, offender, cohort and place: from which index offence to which reoffence.
-- The rule is that of offenders_followed_up: after the index date, within the follow-up, proven within
-- the wait, and not an offence listed as never counted.
select
    w.place, o.source, o.person_id, o.cohort_months, o.period_start, o.period_end,
    o.index_offence_group, o.disposal, o.sex, o.age_group, o.age_band, o.area,
    p.offence_code as reoffence_code,
    coalesce(g.offence_group, 'not stated') as reoffence_group,
    d.reaches_to,
    (o.period_end + interval '18 month')::date <= d.reaches_to as is_final
from offenders_followed_up as o
join proven_offence as p
    on p.source = o.source and p.person_id = o.person_id
    and p.offence_date > o.index_date and p.offence_date <= o.follow_up_ends
    and p.proof_date <= o.waiting_ends
join person_place as w on w.source = o.source and w.person_id = o.person_id
join data_reach as d on d.source = o.source
left join offence_not_counted as never
    on never.offence_code = p.offence_code
    and p.offence_date >= never.valid_from and p.offence_date <= never.valid_to
left join ref_moj_offence_codes as g on g.code = p.offence_code
where never.offence_code is null
