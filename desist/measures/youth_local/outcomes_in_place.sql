-- One row per substantive outcome given to a child, and place; dated by its month.
-- It is the child's first where no earlier outcome is held and nothing was proven against the child before.
-- The files may begin after a child's true first, so early months count too many.
with proven_earlier as (
    select person_id, min(proof_date) as first_proof
    from proven_offence
    group by person_id
),
outcome_given as (
    select
        'youth offending service' as source, y.*,
        row_number() over (partition by y.person_id order by y.outcome_date, y.tier, y.outcome) = 1
            and coalesce(e.first_proof >= y.outcome_date, true) as is_first,
        date_trunc('month', y.outcome_date)::date as period_start,
        (date_trunc('month', y.outcome_date) + interval '1 month' - interval '1 day')::date as period_end
    from youth_outcome as y
    left join proven_earlier as e on e.person_id = y.person_id
)
select h.code as place, g.* from outcome_given as g cross join home_places as h
union all
select g.area_code, g.*
from outcome_given as g
where g.area_code is not null and g.area_code not in (select code from home_places)
