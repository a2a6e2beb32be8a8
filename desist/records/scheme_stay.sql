-- One row per stay of a person in a scheme, such as Integrated Offender Management, as its keeper sent it.
-- Status and strand are those of the file: the last ones known. The area is that of whoever manages the
-- person; where the file names none, the area where the person lives.
select
    s.person_ref as person_id,
    s.scheme,
    coalesce(s.strand, 'not stated') as strand,
    coalesce(s.status, 'not stated') as status,
    s.entry_date,
    s.exit_date,
    coalesce(s.entry_reason, 'not stated') as entry_reason,
    coalesce(s.exit_reason, 'not stated') as exit_reason,
    coalesce(a.code, p.area_code) as area_code,
    coalesce(a.name, p.area, 'not stated') as area,
    coalesce(p.sex, 'not stated') as sex
from local_cohort_membership as s
left join area_written as a on a.written = s.area
left join known_person as p on p.person_id = s.person_ref
