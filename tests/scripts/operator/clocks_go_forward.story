# The night that the clocks go forward: a time that does not exist is the next instant, once
house: standard
with: odd arms night in house at 01:30
clock: 2026-03-29 00:30

* At 01:00 the clock on the wall says 02:00.
30:00     time passes
          -> report schedule.arm_warning: house, night, by odd by programme
          -> shows sounder countdown, lamps ready
31:00     Ana postpones it for 4 h
          -> report schedule.arm_postponed: house, night, (14400000 ms), by Ana at the keypad
          -> answer ok
4:00:00   time passes
