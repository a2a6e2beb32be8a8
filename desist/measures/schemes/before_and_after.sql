-- One row per person who was ever taken into the scheme asked for, and year beside the day they first were:
-- the year before that, the year before entry, and the year after. Months are added at once; the day of entry
-- is in neither year. Days in custody (as nights) are taken off, and nothing dated on a day wholly inside
-- counts. Charges and proofs are dated by the day of the offence and count where they came within the wait.
with adopted as (
    select s.person_id, min(s.entry_date) as entry_date
    from scheme_stay as s
    join scheme_asked as a on a.scheme = s.scheme
    group by s.person_id
),
beside (year, first_month, last_month) as (
    values ('year before that', -24, -12), ('year before', -12, 0), ('year after', 0, 12)
),
windowed as (
    select
        a.person_id, a.entry_date, b.year,
        case when b.first_month = 0 then (a.entry_date + interval '1 day')::date
            else (a.entry_date + interval '1 month' * b.first_month)::date end as first_day,
        case when b.last_month = 12 then (a.entry_date + interval '12 month')::date
            else (a.entry_date + interval '1 month' * b.last_month - interval '1 day')::date end as last_day
    from adopted as a
    cross join beside as b
),
inside as (
    select
        w.person_id, w.year,
        sum(date_diff('day', greatest(c.came_in, w.first_day),
            least(c.left_on, (w.last_day + interval '1 day')::date))) as days
    from windowed as w
    join custody_stay as c
        on c.person_id = w.person_id and c.came_in <= w.last_day and c.left_on > w.first_day
    group by w.person_id, w.year
),
happened as (
    select 'arrests' as event, person_id, arrest_date as day, 1 as n from arrest
    union all
    select
        case when o.became = 'charged' then 'charges' else 'proven offences' end, o.person_id, o.offence_date, 1
    from offence_charged_or_proven as o
    cross join event_waiting as w
    where o.became_on <= (o.offence_date + interval '1 month' * w.months)::date
),
counted as (
    select w.person_id, w.year, h.event, sum(h.n) as events
    from windowed as w
    join happened as h on h.person_id = w.person_id and h.day between w.first_day and w.last_day
    left join custody_stay as c
        on c.person_id = h.person_id and c.came_in < h.day and h.day < c.left_on
    where c.person_id is null
    group by w.person_id, w.year, h.event
)
select
    w.person_id, w.entry_date, w.year, w.first_day, w.last_day,
    date_diff('day', w.first_day, w.last_day) + 1 - coalesce(i.days, 0) as days_at_liberty,
    coalesce(sum(c.events) filter (where c.event = 'arrests'), 0) as arrests,
    coalesce(sum(c.events) filter (where c.event = 'charges'), 0) as charges,
    coalesce(sum(c.events) filter (where c.event = 'proven offences'), 0) as proven
from windowed as w
left join inside as i on i.person_id = w.person_id and i.year = w.year
left join counted as c on c.person_id = w.person_id and c.year = w.year
group by w.person_id, w.entry_date, w.year, w.first_day, w.last_day, i.days
