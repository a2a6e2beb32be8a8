-- One row per offence charged, and one per offence proven: when it was committed, when it was charged or
-- proven. Proven offences come from one source: the agencies' extracts where they are held. Offences
-- that never count, such as breaches, are left out of those proven.
select 'charged' as became, person_id, offence_date, charge_date as became_on
from arrest
where charge_date is not null
union all
select 'proven', p.person_id, p.offence_date, p.proof_date
from proven_offence as p
left join offence_not_counted as never
    on never.offence_code = p.offence_code
    and p.offence_date >= never.valid_from and p.offence_date <= never.valid_to
where never.offence_code is null and p.source = (select min(source) from proven_offence)
