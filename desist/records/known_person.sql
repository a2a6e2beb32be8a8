-- One row per person, whichever source describes them; the agencies' extracts before a criminal history file.
select person_id, date_of_birth, sex, ethnicity_self, ethnicity_officer, area_code, area
from (
    select *, row_number() over (partition by person_id order by source) as turn
    from person
) as described
where turn = 1
