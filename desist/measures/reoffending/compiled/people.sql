-- Everybody whom an agency describes: date of birth as one number (19960229), and what counts are parted by.
select
    p.source, p.person_id,
    coalesce(year(p.date_of_birth) * 10000 + month(p.date_of_birth) * 100 + day(p.date_of_birth), 0)::integer
        as born,
    p.sex, p.ethnicity_self, p.ethnicity_officer, p.area, p.area_code
from person as p
