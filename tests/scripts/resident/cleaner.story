# The cleaner: disarms in her hours, arms half an hour longer, and then not at all
house: standard

0:00      Ana arms total in house, with no exit time
          -> report area.armed: house, total, by Ana at the keypad
          -> house: armed, total
          -> shows lamps armed
          -> answer ok
9:00      Front door opens
          -> report alarm.pending: house, Front door, alarm unless followed up within 50 s
          -> house: entry, total
          -> shows sounder entry, lamps armed
9:05      the cleaner disarms
          -> report area.disarmed: house, total, by cleaner at the keypad, closes the pending
          -> house: disarmed
          -> shows lamps ready
          -> answer ok
9:10      Front door closes
10:00     the cleaner's hours: after
10:01     the cleaner arms total, with no exit time
          -> report area.armed: house, total, by cleaner at the keypad
          -> house: armed, total
          -> shows lamps armed
          -> answer ok
10:02     the cleaner disarms
          -> answer error no_permission
          -> beeps refused
11:00     the cleaner's hours: out
11:01     the cleaner arms total, with no exit time
          -> report area.arm_refused: house, no_permission, total, by cleaner at the keypad
          -> answer error no_permission
          -> beeps refused
11:02     the cleaner arms night in house
          -> report area.arm_refused: house, no_permission, night, by cleaner at the keypad
          -> answer error no_permission
          -> beeps refused
12:00     the cleaner's hours: in
12:01     the cleaner disarms
          -> report area.disarmed: house, total, by cleaner at the keypad
          -> house: disarmed
          -> shows lamps ready
          -> answer ok
