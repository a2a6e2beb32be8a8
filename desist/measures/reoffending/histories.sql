-- One row per offender of a cohort asked for, with the criminal history that a predictor is told.
-- A sanction is a day on which anything was proven against the person. The current sanction is the day of
-- the index disposal; of custody it is the last proof among the offences whose custody ended that day,
-- so the follow-up may start long after it.
with sanction as (
    select distinct source, person_id, proof_date
    from proven_offence
),
given as (
    select source, person_id, index_date, disposal, max(proof_date) as sanctioned
    from proven_offence
    where index_date is not null
    group by source, person_id, index_date, disposal
)
select
    o.person_id, o.period_start, o.index_date, o.disposal,
    any_value(p.date_of_birth) as date_of_birth,
    any_value(g.sanctioned) as sanctioned,
    min(s.proof_date) as first_sanction,
    count(s.proof_date) as sanctions
from offender_asked as o
join given as g
    on g.source = o.source and g.person_id = o.person_id and g.index_date = o.index_date
    and g.disposal = o.disposal
join sanction as s
    on s.source = o.source and s.person_id = o.person_id and s.proof_date <= g.sanctioned
left join person as p on p.source = o.source and p.person_id = o.person_id
group by o.person_id, o.period_start, o.index_date, o.disposal
