-- One row per place, period and publisher for which recorded crime is held.
select distinct place, period_start, period_end, source from recorded_crime where source <> 'data.police.uk'
union all
select place, period_start, period_end, source from police_crime_held
