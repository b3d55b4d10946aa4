# Somebody sets the clock: put back, nothing comes twice; put on by an hour, what was missed is only told
house: standard
with: evening arms night in house at 22:00; late disarms house at 23:00
clock: 2026-06-01 21:59

1:00      time passes
          -> report schedule.arm_warning: house, night, by evening by programme
          -> shows sounder countdown, lamps ready
1:10      the clock on the wall is set to 2026-06-01 21:50
6:00      time passes
          -> house: exit, night
          -> shows sounder slow_beeps, lamps armed
          -> answer ok
6:50      time passes
          -> shows sounder fast_beeps, lamps armed
7:00      time passes
          -> report area.armed: house, night, by evening by programme
          -> house: armed, night
          -> shows lamps armed
* 22:00 comes again on the wall, and nothing with it.
20:00     time passes
20:10     the clock on the wall is set to 2026-06-01 23:20
          -> report schedule.missed: house, disarmed, (1200000 ms), by late by programme
