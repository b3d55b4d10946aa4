# An alarm within two minutes of leaving says that somebody may have come back
house: standard
with: recent close 2 min; cancel window 10 s

0:00      Ana arms total in house, with no exit time
          -> report area.armed: house, total, by Ana at the keypad
          -> house: armed, total
          -> shows lamps armed
          -> answer ok
1:59.999  Kitchen window opens
          -> report alarm.intrusion: house, Kitchen window, instant, recent close
          -> house: alarm, total
          -> shows siren steady, strobe, sounder steady, lamps armed alarm
2:08      Kitchen window closes
          -> report restore.intrusion: house, Kitchen window
2:09      Kitchen window opens
          -> report alarm.intrusion: house, Kitchen window, instant
* Ten seconds after the alarm nothing is cancelled here.
2:10      Ana disarms house
          -> report area.disarmed: house, total, by Ana at the keypad
          -> house: disarmed
          -> shows lamps alarm
          -> answer ok
