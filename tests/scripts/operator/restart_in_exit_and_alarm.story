# Restarted in an exit and in an alarm: the exit goes on, and the siren sounds for its time with power
house: standard

0:00      Ana arms total in house
          -> house: exit, total
          -> shows sounder slow_beeps, lamps armed
          -> answer ok
0:10      Front door opens
0:20      the panel stops
0:25      Front door closes
0:30      the panel starts again
          -> report panel.booted: start, (10000 ms)
0:50      time passes
          -> shows sounder fast_beeps, lamps armed
1:00      time passes
          -> report area.armed: house, total, by Ana at the keypad
          -> house: armed, total
          -> shows lamps armed
10:00     Kitchen window opens
          -> report alarm.intrusion: house, Kitchen window, instant
          -> house: alarm, total
          -> shows siren steady, strobe, sounder steady, lamps armed alarm
11:00     the power goes
21:00     the panel starts again
          -> report panel.booted: start, (600000 ms)
23:00     time passes
          -> house: armed, total
          -> shows strobe, lamps armed alarm
