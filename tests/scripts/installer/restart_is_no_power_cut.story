# After a mere restart nothing needs to warm up
house: standard
with: Study warms up for 60 s

0:00      Ana arms total in house, with no exit time
          -> report area.armed: house, total, by Ana at the keypad
          -> house: armed, total
          -> shows lamps armed
          -> answer ok
10:00     the panel stops
10:01     Study trips
10:02     the panel starts again
          -> report panel.booted: start, (2000 ms)
          -> report alarm.intrusion: house, Study, instant
          -> house: alarm, total
          -> shows siren steady, strobe, sounder steady, lamps armed alarm
