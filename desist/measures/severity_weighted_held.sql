-- One row per place and quarter for which both the counts and the weights are held.
select * from recorded_crime_held
where source = 'Home Office open data' and exists (select 1 from ons_severity_weights)
