-- One row per young person, day on which something was proven against them, and place; dated by its month.
-- Young is 10 to 24 on that day. A parent is whoever is known to be one on that day; something was proven against
-- a parent before where the parent's first proof lies before that day.
with young as (
    select o.source, o.person_id, o.proof_date, k.sex, k.area_code, k.area,
        (
            year(o.proof_date) * 10000 + month(o.proof_date) * 100 + day(o.proof_date)
            - year(k.date_of_birth) * 10000 - month(k.date_of_birth) * 100 - day(k.date_of_birth)
        ) // 10000 as age
    from (select distinct source, person_id, proof_date from proven_offence) as o
    join known_person as k on k.person_id = o.person_id
),
first_proof as (
    select source, person_id, min(proof_date) as proven_on from proven_offence group by source, person_id
),
parents as (
    select y.source, y.person_id, y.proof_date,
        coalesce(bool_or(f.proven_on < y.proof_date), false) as parent_proven
    from young as y
    join parent_of as p
        on p.child_id = y.person_id
        and coalesce(p.from_date, y.proof_date) <= y.proof_date
        and coalesce(p.until, y.proof_date) >= y.proof_date
    left join first_proof as f on f.source = y.source and f.person_id = p.parent_id
    group by y.source, y.person_id, y.proof_date
),
told as (
    select
        y.source, y.person_id, y.sex, y.area_code, y.area,
        case when y.age < 18 then '10 to 17' else '18 to 24' end as age_group,
        p.person_id is not null as parent_known,
        coalesce(p.parent_proven, false) as parent_proven,
        m.family,
        date_trunc('month', y.proof_date)::date as period_start,
        (date_trunc('month', y.proof_date) + interval '1 month' - interval '1 day')::date as period_end
    from young as y
    left join parents as p
        on p.source = y.source and p.person_id = y.person_id and p.proof_date = y.proof_date
    left join family_member as m on m.person_id = y.person_id
    where y.age between 10 and 24
)
select h.code as place, t.* from told as t cross join home_places as h
union all
select t.area_code, t.*
from told as t
where t.area_code is not null and t.area_code not in (select code from home_places)
