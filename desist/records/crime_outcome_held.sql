-- One row per place and quarter for which crime outcomes are held; a region or country is held only
-- where every force of it is.
with sent as (
    select distinct force.code, r.financial_year, r.financial_quarter
    from home_office_crime_outcomes as r
    join written_places as force on force.written = r._place
)
select
    w.wider as place,
    (make_date(left(s.financial_year, 4)::int, 4, 1) + to_months(3 * (s.financial_quarter::int - 1)))::date as period_start,
    last_day((make_date(left(s.financial_year, 4)::int, 4, 1) + to_months(3 * s.financial_quarter::int - 1))::date) as period_end,
    'Home Office open data' as source
from sent as s
join wider_places as w on w.code = s.code
join (select wider, count(*) as forces from wider_places group by wider) as whole on whole.wider = w.wider
group by w.wider, s.financial_year, s.financial_quarter, whole.forces
having count(*) = whole.forces
