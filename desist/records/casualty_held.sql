-- One row per place and month for which road casualties are held. A council is held from its first
-- month to its last wherever anyone was hurt in its force, so a month in which nobody was hurt is
-- nought; a force is held in the months in which all its councils are.
with councils as (
    select c.place, area.force_code, min(c.period_start) as first, max(c.period_start) as last
    from casualty as c
    join ref_areas as area on area.code = c.place
    group by c.place, area.force_code
),
months as (
    select distinct area.force_code, c.period_start, c.period_end, c.source
    from casualty as c
    join ref_areas as area on area.code = c.place
),
held as (
    select c.place, c.force_code, m.period_start, m.period_end, m.source
    from councils as c
    join months as m on m.force_code = c.force_code and m.period_start between c.first and c.last
)
select place, period_start, period_end, source from held
union all
select h.force_code, h.period_start, h.period_end, h.source
from held as h
join ref_areas as area on area.code = h.place and area.in_april_2024
join (
    select force_code, count(*) as councils from ref_areas where in_april_2024 group by force_code
) as whole on whole.force_code = h.force_code
group by h.force_code, h.period_start, h.period_end, h.source, whole.councils
having count(*) = whole.councils
