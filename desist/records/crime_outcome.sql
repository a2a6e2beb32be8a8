-- One row per place, quarter, offence and outcome: outcomes so far of crimes recorded in the
-- quarter, and outcomes given in the quarter. Outcome 0 is no outcome yet.
-- An empty count stands where an offence or outcome does not occur, so it is nought.
with sent as (
    select
        *,
        left(financial_year, 4)::int + case when financial_quarter = 4 then 1 else 0 end as year,
        (3 * financial_quarter::int) % 12 as month  -- the one before the quarter begins
    from home_office_crime_outcomes
    where offence_group not like 'Fraud%'
)
select
    w.wider as place,
    make_date(r.year, r.month + 1, 1) as period_start,
    last_day(make_date(r.year, r.month + 3, 1)) as period_end,
    'Home Office open data' as source,
    r.offence_group,
    r.offence_subgroup,
    r.offence_code,
    r.outcome_type::varchar as outcome_type,
    r.outcome_group,
    coalesce(outcome.positive, false) as positive,
    coalesce(sum(r.for_recorded), 0)::bigint as for_recorded,
    coalesce(sum(r.given), 0)::bigint as given
from sent as r
join written_places as police on police.written = r._place
join wider_places as w on w.code = police.code
left join ref_crime_outcomes as outcome on outcome.code = r.outcome_type::varchar
group by all
