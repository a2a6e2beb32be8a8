-- One row per area, year and custodial disposal given to a child.
select * from youth_disposal where tier = 'Custody'
