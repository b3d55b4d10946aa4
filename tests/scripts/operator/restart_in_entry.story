# Restarted in an entry: the time that remains; gone for an unknown time: an alarm
house: standard

0:00      Ana arms total in house, with no exit time
          -> report area.armed: house, total, by Ana at the keypad
          -> house: armed, total
          -> shows lamps armed
          -> answer ok
10:00     Front door opens
          -> report alarm.pending: house, Front door, alarm unless followed up within 50 s
          -> house: entry, total
          -> shows sounder entry, lamps armed
10:10     the panel stops
10:12     the panel starts again
          -> report panel.booted: start, (2000 ms)
10:30     time passes
          -> report alarm.intrusion: house, Front door, entry_expired
          -> house: alarm, total
          -> shows siren steady, strobe, sounder steady, lamps armed alarm
10:40     Ana disarms house
          -> report area.disarmed: house, total, by Ana at the keypad
          -> report alarm.cancelled: house, by Ana at the keypad, 10 s after the alarm
          -> house: disarmed
          -> shows lamps ready alarm
          -> answer ok
10:50     Front door closes
          -> report restore.intrusion: house, Front door
11:00     Ana arms total in house, with no exit time
          -> report area.armed: house, total, by Ana at the keypad
          -> house: armed, total
          -> shows lamps armed
          -> answer ok
20:00     Front door opens
          -> report alarm.pending: house, Front door, alarm unless followed up within 50 s
          -> house: entry, total
          -> shows sounder entry, lamps armed
20:05     the power goes
20:08     the panel starts again, nobody knows after how long
          -> report panel.booted: start, (unknown)
          -> report alarm.intrusion: house, Front door, entry_expired
          -> house: alarm, total
          -> shows siren steady, strobe, sounder steady, lamps armed alarm
