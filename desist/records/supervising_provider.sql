-- One row per person and index date: who supervised the person on that day.
-- The provider of the order or licence running on the index date, its first and last day included; of
-- several the one begun last, then the first in the alphabet. Whoever is not known to be supervised is
-- not stated. Where no supervision is held at all there is no row, so nothing is said of anybody.
with supervised as (
    select
        'agencies'' extracts' as source, person_ref as person_id, provider, start_date,
        coalesce(end_date, date '9999-12-31') as until
    from probation_supervision
)
select source, person_id, index_date, provider
from (
    select
        e.source, e.person_id, e.index_date, coalesce(s.provider, 'not stated') as provider,
        row_number() over (
            partition by e.source, e.person_id, e.index_date order by s.start_date desc, s.provider
        ) as turn
    from (select distinct source, person_id, index_date from index_event) as e
    join (select distinct source from supervised) as told on told.source = e.source
    left join supervised as s
        on s.source = e.source and s.person_id = e.person_id
        and s.start_date <= e.index_date and s.until >= e.index_date
) as ranked
where turn = 1
