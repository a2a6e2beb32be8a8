-- One row per assessment of a person and pathway: whether a need was found, and when it was met.
select
    n.person_ref as person_id, n.assessed_on, n.pathway, n.need, n.closed_on,
    coalesce(p.sex, 'not stated') as sex, p.area_code, coalesce(p.area, 'not stated') as area
from probation_needs as n
left join known_person as p on p.person_id = n.person_ref
