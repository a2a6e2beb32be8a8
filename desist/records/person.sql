-- One row per person and source, as the agencies describe them.
-- Where a person's rows differ, the earliest date of birth and the first word in the alphabet are
-- taken, and the person is flagged. An area is known by its code or its name.
with described as (
    select
        'criminal history file' as source, person_ref as person_id, date_of_birth, sex,
        ethnicity as ethnicity_self, null::varchar as ethnicity_officer, area
    from criminal_history
    union all
    select
        'agencies'' extracts', person_ref, date_of_birth, sex, ethnicity_self, ethnicity_officer, area
    from police_people
),
one as (
    select
        source, person_id, min(date_of_birth) as date_of_birth, min(lower(left(sex, 1))) as sex,
        min(ethnicity_self) as ethnicity_self, min(ethnicity_officer) as ethnicity_officer, min(area) as area,
        min(date_of_birth) < max(date_of_birth)
            or coalesce(min(lower(left(sex, 1))) < max(lower(left(sex, 1))), false) as described_differently
    from described
    group by source, person_id
)
select
    o.source,
    o.person_id,
    o.date_of_birth,
    case o.sex when 'm' then 'male' when 'f' then 'female' else 'not stated' end as sex,
    coalesce(o.ethnicity_self, 'not stated') as ethnicity_self,
    coalesce(o.ethnicity_officer, 'not stated') as ethnicity_officer,
    a.code as area_code,
    coalesce(a.name, 'not stated') as area,
    o.described_differently
from one as o
left join area_written as a on a.written = o.area
