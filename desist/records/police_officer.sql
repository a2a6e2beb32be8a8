-- One row per place and 31 March: officers in post, full-time equivalent, read as the year to that day.
-- A region or country is given only where every force of it is; British Transport Police has its own row.
select
    w.wider as place,
    make_date(p.year::int - 1, 4, 1) as period_start,
    make_date(p.year::int, 3, 31) as period_end,
    'Home Office police workforce' as source,
    sum(p.officers) as n
from home_office_police_officers as p
join written_places as police on police.written = p._place
join wider_places as w on w.code = police.code and (w.code <> 'X-BTP' or w.wider = 'X-BTP')
join (
    select wider, count(*) as forces from wider_places where code <> 'X-BTP' or wider = 'X-BTP' group by wider
) as whole on whole.wider = w.wider
group by w.wider, p.year, whole.forces
having count(*) = whole.forces
