-- One row per place and quarter for which crime outcomes are held; a region or country is held only
-- where every force of it is.
with sent as (
    select distinct
        police.code,
        left(r.financial_year, 4)::int + case when r.financial_quarter = 4 then 1 else 0 end as year,
        (3 * r.financial_quarter::int) % 12 as month  -- the one before the quarter begins
    from home_office_crime_outcomes as r
    join written_places as police on police.written = r._place
)
select
    w.wider as place,
    make_date(s.year, s.month + 1, 1) as period_start,
    last_day(make_date(s.year, s.month + 3, 1)) as period_end,
    'Home Office open data' as source
from sent as s
join wider_places as w on w.code = s.code
join (select wider, count(*) as forces from wider_places group by wider) as whole on whole.wider = w.wider
group by w.wider, s.year, s.month, whole.forces
having count(*) = whole.forces
