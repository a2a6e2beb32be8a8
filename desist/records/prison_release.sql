-- One row per person, day and prison left on it, of the stays that a sentence may have been served in.
-- A stay ends where the prison says so; a person held by two prisons until one day left both on it.
select distinct 'agencies'' extracts' as source, person_id, release_date as index_date, prison
from custody_spell
where release_date is not null and reason in ('sentence', 'remand')
