-- One row per place, month and police.uk category, with the number of crimes or incidents.
select place, period_start, period_end, source, crime_type, is_crime, count(*) as n
from police_crime
group by all
