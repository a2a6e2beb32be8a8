-- One row per place, year and offence group: the Crime Severity Score as published.
select
    area.code as place,
    (s.year_ending - to_months(12) + to_days(1))::date as period_start,
    s.year_ending as period_end,
    'ONS Crime Severity Score' as source,
    s.offence_group,
    s.severity_score as value
from ons_crime_severity_score as s
join written_places as area on area.written = s._place
