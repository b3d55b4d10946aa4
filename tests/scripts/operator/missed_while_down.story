# A programme missed while the panel was down: late by up to a quarter of an hour it is done, later it is told
house: standard
with: evening arms night in house at 22:00; morning disarms house at 07:00
clock: 2026-06-01 21:50

5:00      the panel stops
20:00     the panel starts again
          -> report panel.booted: start, (900000 ms)
          -> report schedule.arm_warning: house, night, by evening by programme
          -> shows sounder countdown, lamps ready
25:00     time passes
          -> house: exit, night
          -> shows sounder slow_beeps, lamps armed
          -> answer ok
25:50     time passes
          -> shows sounder fast_beeps, lamps armed
26:00     time passes
          -> report area.armed: house, night, by evening by programme
          -> house: armed, night
          -> shows lamps armed
9:00:00   the power goes
9:30:00   the panel starts again, nobody knows after how long
          -> report panel.booted: start, (unknown)
          -> report schedule.missed: house, disarmed, (1200000 ms), by morning by programme
