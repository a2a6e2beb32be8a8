-- One row per spelling of a local authority, its code or its name, with today's authority before a
-- former one of the same name.
select written, code, name from (
    select
        written, code, name,
        row_number() over (partition by written order by in_april_2024 desc, code) as turn
    from (
        select code as written, code, name, in_april_2024 from ref_areas
        union all
        select name, code, name, in_april_2024 from ref_areas
    ) as spelled
) as ranked
where turn = 1
