-- One row per place, quarter and offence code, with the average sentence in days as its weight.
-- Offences without a weight count nothing and are listed in docs/differences.md.
select r.place, r.period_start, r.period_end, r.source, r.offence_group, r.offence_code, r.n, w.weight
from recorded_crime as r
left join severity_weight as w on w.offence_code = r.offence_code
where r.source = 'Home Office open data'
