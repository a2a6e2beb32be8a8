-- One row per figure that a partner sent: the general return.
select
    area.code as place,
    case
        when s.period ~ '^\d{4}-\d{2}$' then (s.period || '-01')::date
        when s.period ~ '^\d{4}-Q\d$' then make_date(left(s.period, 4)::int, 3 * right(s.period, 1)::int - 2, 1)
        when s.period ~ '/' then make_date(left(s.period, 4)::int, 4, 1)
        else make_date(s.period::int, 1, 1)
    end as period_start,
    case
        when s.period ~ '^\d{4}-\d{2}$' then last_day((s.period || '-01')::date)
        when s.period ~ '^\d{4}-Q\d$' then last_day(make_date(left(s.period, 4)::int, 3 * right(s.period, 1)::int, 1))
        when s.period ~ '/' then make_date(left(s.period, 4)::int + 1, 3, 31)
        else make_date(s.period::int, 12, 31)
    end as period_end,
    'partner return from ' || s._sender
        || case when s.period ~ '^\d{4}-\d{2}$' then ', by month' when s.period ~ 'Q' then ', by quarter'
            when s.period ~ '/' then ', by financial year' else ', by calendar year' end as source,
    s.measure,
    s.numerator,
    s.denominator,
    -- A survey with a design effect says so in its note: deff=1.2.
    coalesce(try_cast(nullif(regexp_extract(s.note, 'deff *= *([0-9]+(?:[.][0-9]+)?)', 1), '') as double), 1.0) as design_effect,
    s.note
from local_series as s
join written_places as area on area.written = s._place
-- A correction may spell the place otherwise; the newest return of a sender is the one that stands.
qualify rank() over (partition by area.code, s.period, s.measure, s._sender order by s._load desc) = 1
