-- One row per person killed or seriously injured in a road collision.
select * from casualty where severity in ('Fatal', 'Serious')
