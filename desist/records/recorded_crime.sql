-- One row per place, period and kind of offence, with the number recorded, from three publishers.
-- They count by different rules, so a figure is always made from one of them alone.
-- Fraud is left out throughout: most of it is recorded nationally, not by the force.
-- Under data.police.uk offence_group is the comparable group: its categories do not part violence
-- from sexual offences. A number that ONS withheld is empty.
with sent as (
    select
        *,
        left(financial_year, 4)::int + case when financial_quarter = 4 then 1 else 0 end as year,
        (3 * financial_quarter::int) % 12 as month  -- the one before the quarter begins
    from home_office_recorded_crime
    where offence_group not like 'Fraud%'
)
select
    w.wider as place,
    make_date(r.year, r.month + 1, 1) as period_start,
    last_day(make_date(r.year, r.month + 3, 1)) as period_end,
    'Home Office open data' as source,
    coalesce(named.name, r.offence_group) as offence_group,
    r.offence_subgroup,
    r.offence_code,
    null::varchar as crime_type,
    sum(r.offences)::bigint as n
from sent as r
join written_places as police on police.written = r._place
join wider_places as w on w.code = police.code
-- The Home Office wrote 'Miscellaneous crimes' where ONS and later years add 'against society'.
left join ref_offence_groups as named
    on named.level = 'group' and contains('|' || named.aliases || '|', '|' || r.offence_group || '|')
group by all
union all
select
    area.code,
    make_date(
        left(c._period, 4)::int - case when right(c._period, 2) = '12' then 0 else 1 end,
        right(c._period, 2)::int % 12 + 1,
        1
    ),
    last_day((c._period || '-01')::date),
    'ONS police force area tables',
    g.offence_group,
    g.offence_subgroup,
    null::varchar,
    null::varchar,
    case g.offence_subgroup
        when 'Homicide' then c.homicide
        when 'Violence with injury' then c.violence_with_injury
        when 'Violence without injury' then c.violence_without_injury
        when 'Stalking and harassment' then c.stalking_and_harassment
        when 'Death or serious injury - unlawful driving' then c.unlawful_driving
        when 'Sexual offences' then c.sexual_offences
        when 'Robbery' then c.robbery
        when 'Residential burglary' then c.residential_burglary
        when 'Non-residential burglary' then c.non_residential_burglary
        when 'Vehicle offences' then c.vehicle_offences
        when 'Theft from the person' then c.theft_from_the_person
        when 'Bicycle theft' then c.bicycle_theft
        when 'Shoplifting' then c.shoplifting
        when 'Other theft offences' then c.other_theft
        when 'Criminal damage and arson' then c.criminal_damage_and_arson
        when 'Drug offences' then c.drug_offences
        when 'Possession of weapons offences' then c.weapons
        when 'Public order offences' then c.public_order
        when 'Miscellaneous crimes against society' then c.miscellaneous
    end
from ons_force_area_counts as c
join written_places as area on area.written = c._place
cross join (
    values
        ('Violence against the person', 'Homicide'),
        ('Violence against the person', 'Violence with injury'),
        ('Violence against the person', 'Violence without injury'),
        ('Violence against the person', 'Stalking and harassment'),
        ('Violence against the person', 'Death or serious injury - unlawful driving'),
        ('Sexual offences', 'Sexual offences'),
        ('Robbery', 'Robbery'),
        ('Theft offences', 'Residential burglary'),
        ('Theft offences', 'Non-residential burglary'),
        ('Theft offences', 'Vehicle offences'),
        ('Theft offences', 'Theft from the person'),
        ('Theft offences', 'Bicycle theft'),
        ('Theft offences', 'Shoplifting'),
        ('Theft offences', 'Other theft offences'),
        ('Criminal damage and arson', 'Criminal damage and arson'),
        ('Drug offences', 'Drug offences'),
        ('Possession of weapons offences', 'Possession of weapons offences'),
        ('Public order offences', 'Public order offences'),
        ('Miscellaneous crimes against society', 'Miscellaneous crimes against society')
) as g (offence_group, offence_subgroup)
union all
select
    p.place, p.period_start, p.period_end, p.source, category.comparable_group, null, null, p.crime_type, p.n
from police_crime_month as p
left join ref_police_uk_categories as category on category.name = p.crime_type
where p.is_crime
