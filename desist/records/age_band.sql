-- One row per band of age at the index date, both ends included.
-- Unverified, as at November 2026: the bands of the Ministry's tables are recalled, not read there.
-- Adults are 18 and over.
select * from (values
    ('10 to 14', 10, 14, 'juvenile'),
    ('15 to 17', 15, 17, 'juvenile'),
    ('18 to 20', 18, 20, 'adult'),
    ('21 to 24', 21, 24, 'adult'),
    ('25 to 29', 25, 29, 'adult'),
    ('30 to 34', 30, 34, 'adult'),
    ('35 to 39', 35, 39, 'adult'),
    ('40 to 44', 40, 44, 'adult'),
    ('45 to 49', 45, 49, 'adult'),
    ('50 and over', 50, 199, 'adult')
) as band (age_band, youngest, oldest, age_group)
