# The siren: later outside than inside, as long as configured, and quiet for a zone that has used it up
house: standard
with: siren delay 20 s; siren 90 s; siren limit 1; Study is muted after 9 alarms

0:00      Ana arms total in house, with no exit time
          -> report area.armed: house, total, by Ana at the keypad
          -> house: armed, total
          -> shows lamps armed
          -> answer ok
10:00     Study trips
          -> report alarm.intrusion: house, Study, instant
          -> house: alarm, total
          -> shows strobe, sounder steady, lamps armed alarm
10:20     time passes
          -> shows siren steady, strobe, sounder steady, lamps armed alarm
10:30     Study rests
          -> report restore.intrusion: house, Study
11:50     time passes
          -> house: armed, total
          -> shows strobe, lamps armed alarm
* The same zone again: told, shown, but no second siren.
15:00     Study trips
          -> report alarm.intrusion: house, Study, instant
          -> house: alarm, total
* Another zone sounds.
15:10     Living room trips
          -> report alarm.intrusion: house, Living room, instant
          -> report alarm.confirmed: house, Living room, zones Study + Living room
          -> shows strobe, sounder steady, lamps armed alarm
15:30     time passes
          -> shows siren steady, strobe, sounder steady, lamps armed alarm
17:00     time passes
          -> house: armed, total
          -> shows strobe, lamps armed alarm
