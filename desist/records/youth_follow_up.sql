-- One row per age at which a cohort of children is looked at: months to reoffend, and months more for the
-- reoffence to be proven. The national figure waits six months; local ones (National Indicator 19) waited
-- three, with a year to reoffend (Hansard, 10 and 11 January 2010). Three at the shorter ages is our choice.
select * from (values (3, 3), (6, 3), (9, 3), (12, 3)) as age (months, waiting_months)
