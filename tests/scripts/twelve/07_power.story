# 7. Power: a dip, a cut of a quarter of an hour, five hours and an empty battery, and back armed
house: standard
not yet: the driver that sees the mains; the delay before the mains are told; the notices

0:00      Ana arms total in house, with no exit time
          -> report area.armed: house, total, by Ana at the keypad
          -> house: armed, total
          -> shows lamps armed
          -> answer ok
1:00:00   trouble mains begins
          -> report trouble.raised: trouble mains
1:15:00   trouble mains ends
          -> report restore.trouble: trouble mains
2:00:00   trouble mains begins
          -> report trouble.raised: trouble mains
6:30:00   trouble battery_low begins
          -> report trouble.raised: trouble battery_low
7:00:00   the power goes
* Nobody kept time. It comes back armed, tells its troubles as over, and whoever still has one says so again.
9:00:00   the panel starts again, nobody knows after how long
          -> report panel.booted: start, (unknown)
          -> report restore.trouble: trouble mains
          -> report restore.trouble: trouble battery_low
9:00:01   trouble battery_low begins
          -> report trouble.raised: trouble battery_low
9:10:00   Ana disarms house
          -> report area.disarmed: house, total, by Ana at the keypad
          -> house: disarmed
          -> shows nothing
          -> answer ok
* The battery is in the way of arming; the administrator may arm over it, and it is told.
9:11:00   Ana arms total in house, with no exit time
          -> report area.arm_refused: house, not_ready, total, conditions battery, by Ana at the keypad
          -> answer error not_ready, conditions battery, may be forced with token-2
          -> beeps refused
9:11:10   Ana arms total in house, with no exit time, forcing with token-2
          -> report area.armed: house, total, conditions battery, by Ana at the keypad
          -> house: armed, total
          -> shows lamps armed
          -> answer ok
