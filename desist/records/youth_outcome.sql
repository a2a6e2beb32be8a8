-- One row per substantive outcome given to a child, with who the child is where an agency describes them.
select
    y.person_ref as person_id, y.outcome_date, y.outcome, y.tier,
    case when y.looked_after then 'looked after' when not y.looked_after then 'not looked after'
        else 'not stated' end as looked_after,
    coalesce(p.sex, 'not stated') as sex,
    coalesce(p.ethnicity_self, 'not stated') as ethnicity_self,
    p.area_code,
    coalesce(p.area, 'not stated') as area
from youth_outcomes as y
left join known_person as p on p.person_id = y.person_ref
