# A programme meets an open window: told with its name; what may be left out is left out
house: standard
with: evening arms night in house at 22:00; Study may be left out by programmes; late arms total in house at 23:00
clock: 2026-06-01 21:00

0:00      Kitchen window opens
          -> shows nothing
1:00:00   time passes
          -> report schedule.arm_warning: house, night, by evening by programme
          -> shows sounder countdown
1:05:00   time passes
          -> report schedule.auto_arm_failed: house, not_ready, night, zones Kitchen window, by evening by programme
          -> shows nothing
1:10:00   Kitchen window closes
          -> shows lamps ready
1:20:00   Study trips
          -> shows nothing
2:00:00   time passes
          -> report schedule.arm_warning: house, total, by late by programme
          -> shows sounder countdown
2:05:00   time passes
          -> report zone.bypassed: house, Study, auto_force, by late by programme
          -> house: exit, total
          -> shows sounder slow_beeps, lamps armed
          -> answer ok
2:05:50   time passes
          -> shows sounder fast_beeps, lamps armed
2:06:00   time passes
          -> report area.armed: house, total, zones Study, by late by programme
          -> house: armed, total
          -> shows lamps armed
