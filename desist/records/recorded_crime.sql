-- One row per place, period and kind of offence, with the number recorded, from three publishers.
-- They count by different rules, so a figure is always made from one of them alone.
-- Fraud is left out throughout: most of it is recorded nationally, not by the force.
-- Under data.police.uk offence_group is the comparable group: its categories do not part violence
-- from sexual offences. A number that ONS withheld is empty.
select
    w.wider as place,
    (make_date(left(r.financial_year, 4)::int, 4, 1) + to_months(3 * (r.financial_quarter::int - 1)))::date as period_start,
    last_day((make_date(left(r.financial_year, 4)::int, 4, 1) + to_months(3 * r.financial_quarter::int - 1))::date) as period_end,
    'Home Office open data' as source,
    coalesce(named.name, r.offence_group) as offence_group,
    r.offence_subgroup,
    r.offence_code,
    null::varchar as crime_type,
    sum(r.offences)::bigint as n
from home_office_recorded_crime as r
join written_places as force on force.written = r._place
join wider_places as w on w.code = force.code
-- The Home Office wrote 'Miscellaneous crimes' where ONS and later years add 'against society'.
left join ref_offence_groups as named
    on named.level = 'group' and contains('|' || named.aliases || '|', '|' || r.offence_group || '|')
where r.offence_group not like 'Fraud%'
group by all
union all
select
    area.code,
    (strptime(c._period || '-01', '%Y-%m-%d')::date - to_months(11))::date,
    last_day(strptime(c._period || '-01', '%Y-%m-%d')::date),
    'ONS police force area tables',
    g.offence_group,
    g.offence_subgroup,
    null::varchar,
    null::varchar,
    g.n
from ons_force_area_counts as c
join written_places as area on area.written = c._place
cross join lateral (
    values
        ('Violence against the person', 'Homicide', c.homicide),
        ('Violence against the person', 'Violence with injury', c.violence_with_injury),
        ('Violence against the person', 'Violence without injury', c.violence_without_injury),
        ('Violence against the person', 'Stalking and harassment', c.stalking_and_harassment),
        ('Violence against the person', 'Death or serious injury - unlawful driving', c.unlawful_driving),
        ('Sexual offences', 'Sexual offences', c.sexual_offences),
        ('Robbery', 'Robbery', c.robbery),
        ('Theft offences', 'Residential burglary', c.residential_burglary),
        ('Theft offences', 'Non-residential burglary', c.non_residential_burglary),
        ('Theft offences', 'Vehicle offences', c.vehicle_offences),
        ('Theft offences', 'Theft from the person', c.theft_from_the_person),
        ('Theft offences', 'Bicycle theft', c.bicycle_theft),
        ('Theft offences', 'Shoplifting', c.shoplifting),
        ('Theft offences', 'Other theft offences', c.other_theft),
        ('Criminal damage and arson', 'Criminal damage and arson', c.criminal_damage_and_arson),
        ('Drug offences', 'Drug offences', c.drug_offences),
        ('Possession of weapons offences', 'Possession of weapons offences', c.weapons),
        ('Public order offences', 'Public order offences', c.public_order),
        ('Miscellaneous crimes against society', 'Miscellaneous crimes against society', c.miscellaneous)
) as g (offence_group, offence_subgroup, n)
union all
select
    p.place, p.period_start, p.period_end, p.source, category.comparable_group, null, null, p.crime_type, p.n
from police_crime_month as p
left join ref_police_uk_categories as category on category.name = p.crime_type
where p.is_crime
