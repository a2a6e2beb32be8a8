-- One row per person, scheme and day managed: from the day of entry to the day of exit, both included.
-- Where stays in one scheme overlap, a day belongs to the stay that began last.
-- A day is at liberty unless the night that follows it is spent in custody; it is wholly inside where the
-- person was in custody the night before too, so that nothing can have happened outside.
with lasting as (
    select s.*, least(coalesce(s.exit_date, r.last_end), r.last_end) as until
    from scheme_stay as s
    join scheme_reach as r on r.kind = 'managed'
),
spread as (
    select *, unnest(generate_series(entry_date, until, interval '1 day')) as moment
    from lasting
    where entry_date <= until
),
managed as (
    select * from (
        select
            *, moment::date as day,
            row_number() over (
                partition by person_id, scheme, moment order by entry_date desc, until desc, status, strand, area
            ) as turn
        from spread
    ) as ranked
    where turn = 1
)
select
    m.person_id, m.scheme, m.strand, m.status, m.area_code, m.area, m.sex, m.entry_date, m.day,
    c.person_id is null as at_liberty,
    coalesce(c.came_in < m.day, false) as wholly_inside
from managed as m
left join custody_stay as c
    on c.person_id = m.person_id and c.came_in <= m.day and m.day < c.left_on
