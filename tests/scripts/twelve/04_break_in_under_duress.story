# 4. The same with somebody behind Ana: the house shows what it always shows, the station learns the truth
house: standard
not yet: pictures; hiding what was said under duress from the history

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
10:50     Ana disarms house, under duress
          -> report alarm.duress: house, by Ana at the keypad
          -> report area.disarmed: house, total, by Ana at the keypad
          -> report alarm.cancelled: house, by Ana at the keypad, 20 s after the alarm, kept in the house
          -> house: disarmed
          -> shows lamps ready alarm
          -> answer ok
10:51     the panel lists the memory of house
          -> memory: Front door, alarm.intrusion, at 10:30
