-- One row per place, year and offence group: the Crime Severity Score as published.
select
    area.code as place,
    make_date(
        year(s.year_ending) - case when month(s.year_ending) = 12 then 0 else 1 end,
        month(s.year_ending) % 12 + 1,
        1
    ) as period_start,
    s.year_ending as period_end,
    'ONS Crime Severity Score' as source,
    s.offence_group,
    s.severity_score as value
from ons_crime_severity_score as s
join written_places as area on area.written = s._place
