-- One row per band of the number of previous offences, both ends included.
select * from (values
    ('0', 0, 0),
    ('1 to 2', 1, 2),
    ('3 to 6', 3, 6),
    ('7 to 10', 7, 10),
    ('11 or more', 11, 2147483647)
) as band (previous_offences_band, least, most)
