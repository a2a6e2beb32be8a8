-- One row per child, parent and time in which it held, whichever of the two the row that says so is about.
select person_ref as child_id, related_ref as parent_id, from_date, until
from local_family_links
where relation = 'parent' and person_ref <> related_ref
union
select related_ref, person_ref, from_date, until
from local_family_links
where relation = 'child' and person_ref <> related_ref
