# Who came in by the door and was too slow confirms nothing on the way
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
10:30     time passes
          -> report alarm.intrusion: house, Front door, entry_expired
          -> house: alarm, total
          -> shows siren steady, strobe, sounder steady, lamps armed alarm
10:35     Hall trips
          -> report alarm.intrusion: house, Hall, follower
10:40     Back door opens
          -> report alarm.intrusion: house, Back door, during_alarm
