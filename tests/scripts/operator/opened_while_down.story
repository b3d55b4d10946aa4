# A window opened while the panel did not run counts as opened
house: standard

0:00      Ana arms partial in house, with no exit time
          -> report area.armed: house, partial, by Ana at the keypad
          -> house: armed, partial
          -> shows lamps armed
          -> answer ok
10:00     the panel stops
10:10     Kitchen window opens
10:20     the panel starts again
          -> report panel.booted: start, (20000 ms)
          -> report alarm.intrusion: house, Kitchen window, instant
          -> house: alarm, partial
          -> shows siren steady, strobe, sounder steady, lamps armed alarm
