# Entry A and entry B: the back door gives 45 s, the front door 30 s, and the earlier end wins
house: standard

0:00      Ana arms total in house, with no exit time
          -> report area.armed: house, total, by Ana at the keypad
          -> house: armed, total
          -> shows lamps armed
          -> answer ok
10:00     Back door opens
          -> report alarm.pending: house, Back door, alarm unless followed up within 65 s
          -> house: entry, total
          -> shows sounder entry, lamps armed
10:05     Front door opens
10:34.999 time passes
10:35     time passes
          -> report alarm.intrusion: house, Front door, entry_expired
          -> house: alarm, total
          -> shows siren steady, strobe, sounder steady, lamps armed alarm
