-- One row per force and 31 March: officers in post, full-time equivalent, read as the year to that day.
select
    w.wider as place,
    make_date(p.year::int - 1, 4, 1) as period_start,
    make_date(p.year::int, 3, 31) as period_end,
    'Home Office police workforce' as source,
    sum(p.officers) as n,
    count(*) as forces
from home_office_police_officers as p
join written_places as force on force.written = p._place
join wider_places as w on w.code = force.code
group by all
