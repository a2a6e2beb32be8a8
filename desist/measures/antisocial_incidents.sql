-- One row per place and month: incidents of anti-social behaviour.
select * from police_crime_month where not is_crime
