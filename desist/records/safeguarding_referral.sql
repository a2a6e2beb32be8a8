-- One row per referral of a child and reason; with how many of the ten kinds of adversity were known by then.
-- Each kind is known from the first referral for it. Offending of a parent without prison is not one of the ten.
with received as (
    select person_ref as person_id, received_on, reason, safeguarding, area from youth_safeguarding_referrals
),
first_of_kind as (
    select person_id, reason, min(received_on) as known_from
    from received
    where reason in (
        'physical_abuse', 'emotional_abuse', 'sexual_abuse', 'physical_neglect', 'emotional_neglect',
        'domestic_abuse', 'parental_substance_misuse', 'parental_mental_illness', 'parental_separation',
        'parental_imprisonment'
    )
    group by person_id, reason
),
known as (
    select d.person_id, d.received_on, count(f.reason) as kinds_known
    from (select distinct person_id, received_on from received) as d
    left join first_of_kind as f on f.person_id = d.person_id and f.known_from <= d.received_on
    group by d.person_id, d.received_on
)
select
    r.person_id, r.received_on, r.reason, r.safeguarding, k.kinds_known,
    case when r.safeguarding then 'yes' else 'no' end as safeguarding_matter,
    a.code as area_code, coalesce(a.name, 'not stated') as area
from received as r
join known as k on k.person_id = r.person_id and k.received_on = r.received_on
left join area_written as a on a.written = r.area
