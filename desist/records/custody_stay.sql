-- One row per unbroken time in custody: stays of one person that overlap or touch are one.
-- Where no stays in prison are held, a criminal history file says when custody was given and left.
-- Whoever has not been released is taken to be inside for good.
with inside as (
    select person_id, reception_date as came_in, coalesce(release_date, date '9999-12-31') as left_on
    from custody_spell
    union all
    select person_ref, proof_date, coalesce(release_date, date '9999-12-31')
    from criminal_history
    where disposal = 'custody' and not exists (select 1 from prisons_custody_spells)
),
beside as (
    select
        *,
        max(left_on) over (
            partition by person_id order by came_in, left_on rows between unbounded preceding and 1 preceding
        ) as left_before
    from inside
),
numbered as (
    select
        *,
        sum(case when left_before >= came_in then 0 else 1 end) over (
            partition by person_id order by came_in, left_on rows between unbounded preceding and current row
        ) as stay
    from beside
)
select person_id, min(came_in) as came_in, max(left_on) as left_on
from numbered
group by person_id, stay
