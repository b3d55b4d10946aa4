# Exit error: the door still stands open when the exit ends
house: standard

0:00      Ana arms total in house
          -> house: exit, total
          -> shows sounder slow_beeps, lamps armed
          -> answer ok
0:10      Front door opens
0:50      time passes
          -> shows sounder fast_beeps, lamps armed
1:00      time passes
          -> report area.armed: house, total, by Ana at the keypad
          -> report alarm.pending: house, Front door, alarm unless followed up within 50 s, exit error
          -> house: entry, total
          -> shows sounder entry, lamps armed
* Closing it undoes nothing: somebody may have come in.
1:10      Front door closes
1:30      time passes
          -> report alarm.intrusion: house, Front door, entry_expired, exit error, recent close
          -> report restore.intrusion: house, Front door
          -> house: alarm, total
          -> shows siren steady, strobe, sounder steady, lamps armed alarm
1:40      Ana disarms house
          -> report area.disarmed: house, total, by Ana at the keypad
          -> report alarm.cancelled: house, by Ana at the keypad, 10 s after the alarm
          -> house: disarmed
          -> shows lamps ready alarm
          -> answer ok
