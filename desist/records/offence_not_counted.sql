-- One row per offence code and time in which it never counts as a proven reoffence; empty until a
-- list is loaded. Times of one code that overlap are told as one, so that an offence meets one row.
select
    offence_code,
    min(valid_from) as valid_from,
    max(valid_to) as valid_to
from (
    select *, sum(begins) over (partition by offence_code order by valid_from, valid_to) as run
    from (
        select
            offence_code, valid_from, coalesce(valid_to, date '9999-12-31') as valid_to,
            case when valid_from <= max(coalesce(valid_to, date '9999-12-31')) over (
                partition by offence_code order by valid_from, coalesce(valid_to, date '9999-12-31')
                rows between unbounded preceding and 1 preceding
            ) then 0 else 1 end as begins
        from moj_offences_not_counted
    ) as marked
) as numbered
group by offence_code, run
