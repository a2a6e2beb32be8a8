-- One row per person and day from which the person lived in a local authority, so far as the force knows.
-- An area is known by its code or its name; one that is known by neither is left out.
select distinct 'agencies'' extracts' as source, d.person_ref as person_id, d.from_date, a.code as area_code
from police_addresses as d
join (
    -- today's authority before a former one of the same name
    select written, code, row_number() over (partition by written order by in_april_2024 desc, code) as turn
    from (
        select code as written, code, in_april_2024 from ref_areas
        union all
        select name, code, in_april_2024 from ref_areas
    ) as spelled
) as a on a.written = d.area and a.turn = 1
