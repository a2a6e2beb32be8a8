-- One row per place, quarter, offence and outcome: outcomes so far of crimes recorded in the
-- quarter, and outcomes given in the quarter. Outcome 0 is no outcome yet.
-- An empty count stands where an offence or outcome does not occur, so it is nought.
select
    w.wider as place,
    (make_date(left(r.financial_year, 4)::int, 4, 1) + to_months(3 * (r.financial_quarter::int - 1)))::date as period_start,
    last_day((make_date(left(r.financial_year, 4)::int, 4, 1) + to_months(3 * r.financial_quarter::int - 1))::date) as period_end,
    'Home Office open data' as source,
    r.offence_group,
    r.offence_subgroup,
    r.offence_code,
    r.outcome_type::varchar as outcome_type,
    r.outcome_group,
    coalesce(outcome.positive, false) as positive,
    coalesce(sum(r.for_recorded), 0)::bigint as for_recorded,
    coalesce(sum(r.given), 0)::bigint as given
from home_office_crime_outcomes as r
join written_places as force on force.written = r._place
join wider_places as w on w.code = force.code
left join ref_crime_outcomes as outcome on outcome.code = r.outcome_type::varchar
where r.offence_group not like 'Fraud%'
group by all
