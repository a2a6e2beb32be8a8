-- One row per person and place where the person counts: the partnership's own place, which takes in
-- everybody its agencies sent, and the local authority where the person lives.
select p.source, p.person_id, h.code as place
from person as p
cross join home_places as h
union all
select p.source, p.person_id, p.area_code
from person as p
where p.area_code is not null and p.area_code not in (select code from home_places)
