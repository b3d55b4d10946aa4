# Five minutes after the alarm it is no mistake any more
house: standard

0:00      Ana arms total in house, with no exit time
          -> report area.armed: house, total, by Ana at the keypad
          -> house: armed, total
          -> shows lamps armed
          -> answer ok
10:00     Kitchen window opens
          -> report alarm.intrusion: house, Kitchen window, instant
          -> house: alarm, total
          -> shows siren steady, strobe, sounder steady, lamps armed alarm
13:00     time passes
          -> house: armed, total
          -> shows strobe, lamps armed alarm
15:00     Ana disarms house
          -> report area.disarmed: house, total, by Ana at the keypad
          -> house: disarmed
          -> shows lamps alarm
          -> answer ok
