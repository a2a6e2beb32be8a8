-- One row per stay in custody, flagged where it overlaps another stay of the same person.
-- A stay that has not ended is taken to go on.
with lasting as (
    select
        person_ref as person_id, prison, reception_date, release_date, reason,
        coalesce(release_date, date '9999-12-31') as until
    from prisons_custody_spells
),
beside as (
    select
        *,
        max(until) over (
            partition by person_id order by reception_date, until, prison, reason
            rows between unbounded preceding and 1 preceding
        ) as until_before,
        min(reception_date) over (
            partition by person_id order by reception_date, until, prison, reason
            rows between 1 following and unbounded following
        ) as next_reception
    from lasting
)
select
    person_id, prison, reception_date, release_date, reason,
    coalesce(until_before > reception_date, false) or coalesce(next_reception < until, false) as overlaps_another
from beside
