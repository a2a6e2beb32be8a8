-- One row per place and year: the Crime Severity Score as ONS published it.
select * from severity_score where offence_group = 'Total recorded crime' and value is not null
