# Nobody armed at closing time: a reminder, and a report
house: standard
with: shut reminds of total in annex at 19:00 on weekdays
clock: 2026-06-05 18:59

1:00      time passes
          -> report schedule.late_to_arm: annex, total, by shut by programme
          -> shows sounder chime, lamps ready
1:01      time passes
          -> shows lamps ready
* Saturday and Sunday nobody is reminded; on Monday the annex is armed in time.
72:00:00  Ana arms total in annex, with no exit time
          -> report area.armed: annex, total, by Ana at the keypad
          -> annex: armed, total
          -> shows lamps armed
          -> answer ok
73:00:00  time passes
