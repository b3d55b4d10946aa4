# Still in: the announced arming is put off, by who may arm and by nobody else
house: standard
with: evening arms night in house at 22:00
clock: 2026-06-01 21:59

1:00      time passes
          -> report schedule.arm_warning: house, night, by evening by programme
          -> shows sounder countdown, lamps ready
2:00      the guest postpones it for 30 min
          -> answer error no_permission
          -> beeps refused
2:10      Ana postpones it for 30 min
          -> report schedule.arm_postponed: house, night, (1800000 ms), by Ana at the keypad
          -> answer ok
32:10     time passes
          -> house: exit, night
          -> shows sounder slow_beeps, lamps armed
          -> answer ok
