-- One row: how many months an offence has to be charged or proven, from the day it was committed, and an
-- arrest to lead to a charge, before rates in a scheme are counted. One wait for all, so that the newest
-- months compare with older ones.
-- Unverified, as at November 2026: the length is our choice, after the Ministry's six months of waiting.
select * from (values (6)) as wait (months)
