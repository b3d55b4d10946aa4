# 3. A break-in: the door, then a room; siren, confirmation, and a code 20 s later
house: standard
not yet: pictures beside the report; contacts that are called

0:00      Ana arms total in house, with no exit time
          -> report area.armed: house, total, by Ana at the keypad
          -> house: armed, total
          -> shows lamps armed
          -> answer ok
10:00     Front door opens
          -> report alarm.pending: house, Front door, alarm unless followed up within 50 s
          -> house: entry, total
          -> shows sounder entry, lamps armed
* The hall lies on the way to the keypad.
10:02     Hall trips
10:30     time passes
          -> report alarm.intrusion: house, Front door, entry_expired
          -> house: alarm, total
          -> shows siren steady, strobe, sounder steady, lamps armed alarm
10:35     Study trips
          -> report alarm.intrusion: house, Study, instant
          -> report alarm.confirmed: house, Study, zones Front door + Study
10:40     Study rests
          -> report restore.intrusion: house, Study
10:50     Ana disarms house
          -> report area.disarmed: house, total, by Ana at the keypad
          -> report alarm.cancelled: house, by Ana at the keypad, 20 s after the alarm
          -> house: disarmed
          -> shows lamps ready alarm
          -> answer ok
10:51     the panel lists the memory of house
          -> memory: Front door, alarm.intrusion, at 10:30
          -> memory: Study, alarm.intrusion, at 10:35
10:55     Front door closes
          -> report restore.intrusion: house, Front door
10:56     Hall rests
