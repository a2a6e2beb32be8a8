-- One row per Home Office code of recorded crime: the average sentence in days. Joined on code_original;
-- code_severity joins several codes into one and loses homicides. A code printed twice counts once.
select code_original as offence_code, any_value(weight) as weight
from ons_severity_weights
group by code_original
having min(weight) = max(weight)
