-- One row per proven offence: when it was committed, when and how it was proven, and the date from
-- which its disposal sets off a follow-up: the proof, or for custody the release (none while inside).
-- Two counts of one offence are two rows. Rows come from one file, or from the courts with the
-- prisons' releases; a figure is made from one of the two alone.
with sentenced as (
    select
        'criminal history file' as source, person_ref as person_id, offence_code, offence_date, proof_date,
        disposal, release_date
    from criminal_history
    union all
    -- the first stay that had not ended before the sentence is the stay served for it
    select
        'agencies'' extracts', c.person_ref, c.offence_code, c.offence_date, c.proof_date,
        c.disposal, s.release_date
    from courts_proven_offences as c
    left join (
        select
            p.person_ref, p.proof_date, s.release_date,
            row_number() over (
                partition by p.person_ref, p.proof_date
                order by s.reception_date, coalesce(s.release_date, date '9999-12-31')
            ) as turn
        from (
            select distinct person_ref, proof_date from courts_proven_offences where disposal = 'custody'
        ) as p
        join custody_spell as s
            on s.person_id = p.person_ref and coalesce(s.release_date, date '9999-12-31') >= p.proof_date
        where s.reason in ('sentence', 'remand')
    ) as s
        on s.person_ref = c.person_ref and s.proof_date = c.proof_date and s.turn = 1
        and c.disposal = 'custody'
)
select
    o.source, o.person_id, o.offence_code, o.offence_date, o.proof_date, o.disposal, d.severity,
    case when d.starts_on_release then o.release_date else o.proof_date end as index_date
from sentenced as o
join disposal_kind as d on d.disposal = o.disposal
