-- One row per person with a known relative: the family, under the first reference in it.
-- A family is everybody joined by parents, children, brothers and sisters, up to eight steps apart, whenever
-- it held; to live in one household does not make one.
with related as (
    select person_ref as one, related_ref as other from local_family_links where relation <> 'same_household'
),
step as (
    select one, other from related
    union
    select other, one from related
    union
    select one, one from related
    union
    select other, other from related
),
two_steps as (
    select distinct a.one, b.other from step as a join step as b on b.one = a.other
),
four_steps as (
    select distinct a.one, b.other from two_steps as a join two_steps as b on b.one = a.other
)
select a.one as person_id, min(b.other) as family
from four_steps as a
join four_steps as b on b.one = a.other
group by a.one
