-- One row per place and quarter for which both the counts and the weights are held.
select place, period_start, period_end, source
from recorded_crime_held
where source = 'Home Office open data' and (select count(*) from severity_weight) > 0
