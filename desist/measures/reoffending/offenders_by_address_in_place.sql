-- One row per offender, cohort and place, placed as the Ministry places people: by the local authority of
-- the address, and where no address is known by the police force that dealt with the person.
-- The address is the one last begun by the index date; where none held is so early, the area that the
-- agencies hold now. The force is the one that dealt with what was last proven by the index date; where
-- that is not said either, the person counts in the partnership's own place, whose agencies sent the row.
with followed as (
    select distinct source, person_id, index_date from offenders_followed_up
),
lived as (
    select
        o.source, o.person_id, o.index_date, a.area_code,
        row_number() over (
            partition by o.source, o.person_id, o.index_date order by a.from_date desc, a.area_code
        ) as turn
    from followed as o
    join address as a
        on a.source = o.source and a.person_id = o.person_id and a.from_date <= o.index_date
),
dealt as (
    select
        o.source, o.person_id, o.index_date, f.force_code,
        row_number() over (
            partition by o.source, o.person_id, o.index_date order by f.proof_date desc, f.force_code
        ) as turn
    from followed as o
    join processing_force as f
        on f.source = o.source and f.person_id = o.person_id and f.proof_date <= o.index_date
),
known as (
    select
        o.source, o.person_id, o.index_date, d.force_code, coalesce(l.area_code, p.area_code) as area_code
    from followed as o
    left join person as p on p.source = o.source and p.person_id = o.person_id
    left join lived as l
        on l.source = o.source and l.person_id = o.person_id and l.index_date = o.index_date and l.turn = 1
    left join dealt as d
        on d.source = o.source and d.person_id = o.person_id and d.index_date = o.index_date and d.turn = 1
),
placed as (
    select source, person_id, index_date, area_code as place from known where area_code is not null
    union
    select k.source, k.person_id, k.index_date, coalesce(a.force_code, k.force_code, h.code)
    from known as k
    cross join home_places as h
    left join ref_areas as a on a.code = k.area_code
)
select w.place, o.*
from offenders_followed_up as o
join placed as w
    on w.source = o.source and w.person_id = o.person_id and w.index_date = o.index_date
