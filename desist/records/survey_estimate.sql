-- One row per question and group of people: the Crime Survey's estimate, standard error and sample.
-- The survey's year and quarter are read as the twelve months of interviews that end with the quarter.
select
    area.code as place,
    make_date(s.year::int - case when s.quarter = 4 then 0 else 1 end, (3 * s.quarter::int) % 12 + 1, 1) as period_start,
    last_day(make_date(s.year::int, 3 * s.quarter::int, 1)) as period_end,
    'Crime Survey for England and Wales' as source,
    s.measurement_var as question,
    s.sex,
    s.age,
    s.characteristic_var,
    s.characteristic,
    100 * s.estimate as value,
    100 * s.standard_error as standard_error,
    s.unweighted_count as n,
    -- How many times wider than in a simple random sample of the same size the variance is.
    s.standard_error ** 2 * nullif(s.unweighted_count, 0) / nullif(s.estimate * (1 - s.estimate), 0) as design_effect
from ons_crime_survey as s
join written_places as area on area.written = s._place
