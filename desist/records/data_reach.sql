-- One row per source of proven offences: the last day on which it says that anything was proven or
-- that anybody was released. Later proofs are not in it, so later cohorts are not final.
select source, max(greatest(proof_date, coalesce(index_date, proof_date))) as reaches_to
from proven_offence
group by source
