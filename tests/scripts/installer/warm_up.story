# After a power cut the motion detector is not believed while it warms up; the window is, at once
house: standard
with: Study warms up for 60 s

0:00      Ana arms total in house, with no exit time
          -> report area.armed: house, total, by Ana at the keypad
          -> house: armed, total
          -> shows lamps armed
          -> answer ok
10:00     the power goes
11:00     Study trips
12:00     the panel starts again
          -> report panel.booted: start, (120000 ms)
12:20     Study rests
12:30     Study trips
* Warm now, and it still says so.
13:00     time passes
          -> report alarm.intrusion: house, Study, instant
          -> house: alarm, total
          -> shows siren steady, strobe, sounder steady, lamps armed alarm
