-- One row per place and month for which road casualties are held: a month in which nobody was hurt
-- in one council is held too, when its force's return is.
select distinct c.place, h.period_start, h.period_end, h.source
from (select distinct place from casualty) as c
left join ref_areas as council on council.code = c.place
join (select distinct place, period_start, period_end, source from casualty) as h
    on h.place = coalesce(council.force_code, c.place)
