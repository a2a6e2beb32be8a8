-- One row per question: the estimate for all adults, not broken down.
select * from survey_estimate
where sex = 'All adults' and age = '16+' and characteristic_var = 'Total' and value is not null
