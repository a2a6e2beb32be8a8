-- One row per arrest of a person for an offence, and whether the person was charged with it.
select
    a.person_ref as person_id, a.offence_code, coalesce(g.offence_group, 'not stated') as offence_group,
    a.offence_date, a.event_date as arrest_date, a.charge_date,
    coalesce(a.outcome, 'not stated') as outcome
from police_arrests_and_charges as a
left join ref_moj_offence_codes as g on g.code = a.offence_code
