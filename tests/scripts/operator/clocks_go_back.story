# The night that the clocks go back: a time that comes twice comes once
house: standard
with: odd arms night in house at 01:30
clock: 2026-10-25 01:00

30:00     time passes
          -> report schedule.arm_warning: house, night, by odd by programme
          -> shows sounder countdown, lamps ready
31:00     Ana arms night in house, with no exit time
          -> report area.armed: house, night, by Ana at the keypad
          -> house: armed, night
          -> shows sounder countdown, lamps armed
          -> answer ok
35:00     time passes
          -> shows lamps armed
40:00     Ana disarms house
          -> report area.disarmed: house, night, by Ana at the keypad
          -> house: disarmed
          -> shows lamps ready
          -> answer ok
* 01:30 comes again.
1:30:00   time passes
3:00:00   time passes
