-- One row per place, month, severity and way of travelling: people killed or seriously injured.
select * from casualty where severity in ('fatal', 'serious')
