# Two detectors that must agree: one alone is unverified, both within a minute are two alarms
house: standard
with: Living room stands in group room; Study stands in group room

0:00      Ana arms total in house, with no exit time
          -> report area.armed: house, total, by Ana at the keypad
          -> house: armed, total
          -> shows lamps armed
          -> answer ok
10:00     Living room trips
          -> report alarm.unverified: house, Living room, cross_group
10:05     Living room rests
* A minute later it is forgotten.
11:00     Study trips
          -> report alarm.unverified: house, Study, cross_group
11:05     Study rests
11:30     Living room trips
          -> report alarm.intrusion: house, Living room, instant
          -> report alarm.intrusion: house, Study, instant
          -> report alarm.confirmed: house, Study, zones Living room + Study
          -> report restore.intrusion: house, Study
          -> house: alarm, total
          -> shows siren steady, strobe, sounder steady, lamps armed alarm
11:40     Ana disarms house
          -> report area.disarmed: house, total, by Ana at the keypad
          -> report alarm.cancelled: house, by Ana at the keypad, 10 s after the alarm
          -> house: disarmed
          -> shows lamps alarm
          -> answer ok
12:00     Living room rests
          -> report restore.intrusion: house, Living room
          -> shows lamps ready alarm
* With one of the two left out the other alarms alone.
12:10     Ana bypasses Study
          -> report zone.bypassed: house, Study, once, by Ana at the keypad
          -> answer ok
12:20     Ana arms total in house, with no exit time
          -> report area.armed: house, total, zones Study, by Ana at the keypad
          -> house: armed, total
          -> shows lamps armed
          -> answer ok
20:00     Living room trips
          -> report alarm.intrusion: house, Living room, instant
          -> house: alarm, total
          -> shows siren steady, strobe, sounder steady, lamps armed alarm
