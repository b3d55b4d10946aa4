# Somebody in the hall who came by no door, and a hall in a house without doors
house: standard

0:00      Ana arms total in house, with no exit time
          -> report area.armed: house, total, by Ana at the keypad
          -> house: armed, total
          -> shows lamps armed
          -> answer ok
10:00     Hall trips
          -> report alarm.intrusion: house, Hall, follower
          -> house: alarm, total
          -> shows siren steady, strobe, sounder steady, lamps armed alarm
10:05     Ana disarms house
          -> report area.disarmed: house, total, by Ana at the keypad
          -> report alarm.cancelled: house, by Ana at the keypad, 5 s after the alarm
          -> house: disarmed
          -> shows lamps ready alarm
          -> answer ok
10:10     Hall rests
          -> report restore.intrusion: house, Hall
11:00     Ana bypasses Front door
          -> report zone.bypassed: house, Front door, once, by Ana at the keypad
          -> answer ok
11:01     Ana bypasses Back door
          -> report zone.bypassed: house, Back door, once, by Ana at the keypad
          -> answer ok
12:00     Ana arms total in house, with no exit time
          -> report area.armed: house, total, zones Front door + Back door, by Ana at the keypad
          -> house: armed, total
          -> shows lamps armed
          -> answer ok
* With every entry door left out the hall gives time instead of alarming at once.
20:00     Hall trips
          -> report alarm.pending: house, Hall, alarm unless followed up within 50 s
          -> house: entry, total
          -> shows sounder entry, lamps armed
20:10     Ana disarms house
          -> report area.disarmed: house, total, zones Front door + Back door, by Ana at the keypad, closes the pending
          -> report zone.unbypassed: house, Front door, period_ended
          -> report zone.unbypassed: house, Back door, period_ended
          -> house: disarmed
          -> shows lamps ready
          -> answer ok
