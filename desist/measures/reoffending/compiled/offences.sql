-- Every proven offence as numbers: days since 1 January 1970, the disposal by its severity, the code as
-- one number, and whether the offence may count as a reoffence: not if its code was listed on its date.
-- 2147483647 stands for no index date, as the greatest whole number of four bytes.
select
    o.source, o.person_id,
    (o.proof_date - date '1970-01-01')::integer as proof,
    (o.offence_date - date '1970-01-01')::integer as offence,
    coalesce((o.index_date - date '1970-01-01')::integer, 2147483647) as "index",
    o.offence_code::integer as code,
    o.severity::tinyint as kind,
    never.offence_code is null as counts
from (
    {proven_offence}
) as o
left join offence_not_counted as never
    on never.offence_code = o.offence_code
    and o.offence_date >= never.valid_from and o.offence_date <= never.valid_to
