-- One row per child, three-month cohort, age of the cohort and place.
-- A cohort is final once the data reach to the end of its last wait.
with youth_cohort_aged as (
    select
        *, (period_end + interval '1 month' * (months + waiting_months))::date <= reaches_to as is_final
    from youth_followed_up
)
select h.code as place, c.* from youth_cohort_aged as c cross join home_places as h
union all
select c.area_code, c.*
from youth_cohort_aged as c
where c.area_code is not null and c.area_code not in (select code from home_places)
