-- One row per proven offence dated after the person came into custody and before they left it. Such
-- rows are kept and count like any other; they are listed so that somebody looks: a date may be
-- wrong, or the offence was committed inside.
with inside as (
    select 'agencies'' extracts' as source, person_id, reception_date as came_in, release_date as left_on
    from custody_spell
    union all
    -- a criminal history tells of custody only what was given and when the person left it
    select 'criminal history file', person_ref, proof_date, release_date
    from criminal_history
    where disposal = 'custody'
)
select distinct
    o.source, o.person_id, o.offence_code, o.offence_date, o.proof_date, o.disposal, i.came_in, i.left_on
from proven_offence as o
join inside as i
    on i.source = o.source and i.person_id = o.person_id
    and o.offence_date > i.came_in and o.offence_date < coalesce(i.left_on, date '9999-12-31')
