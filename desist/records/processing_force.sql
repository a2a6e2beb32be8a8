-- One row per person, day of proof and police force that dealt with the person for something proven on it.
select distinct 'agencies'' extracts' as source, c.person_ref as person_id, c.proof_date, f.code as force_code
from courts_proven_offences as c
join (
    select code as written, code from ref_forces
    union
    select name, code from ref_forces
    union
    select police_uk_name, code from ref_forces
) as f on f.written = c.processing_force
