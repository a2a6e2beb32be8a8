-- One row per kind of disposal: how severe it is (9 the most), and whether follow-up starts when
-- the person leaves custody or when the offence is proven.
-- The order follows the Ministry's tables of principal sentence; where other_conviction stands in it,
-- and a caution before a youth caution, is our choice (docs/adr/0004).
select * from (values
    ('custody', 9, true),
    ('suspended_sentence', 8, false),
    ('community_order', 7, false),
    ('fine', 6, false),
    ('conditional_discharge', 5, false),
    ('absolute_discharge', 4, false),
    ('other_conviction', 3, false),
    ('caution', 2, false),
    ('youth_caution', 1, false)
) as kind (disposal, severity, starts_on_release)
