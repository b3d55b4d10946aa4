# Profile cp01: disarmed within the window, and told as aborted
house: standard
with: profile cp01

0:00      Ana arms total in house, with no exit time
          -> report area.armed: house, total, by Ana at the keypad
          -> house: armed, total
          -> shows lamps armed
          -> answer ok
10:00     Kitchen window opens
          -> report alarm.pending: house, Kitchen window, alarm unless followed up within 50 s
          -> house: alarm, total
          -> shows siren steady, strobe, sounder steady, lamps armed alarm
10:29     Ana disarms house
          -> report area.disarmed: house, total, by Ana at the keypad
          -> report alarm.aborted: house, zones Kitchen window, by Ana at the keypad, 29 s after the alarm, closes the pending
          -> house: disarmed
          -> shows lamps alarm
          -> answer ok
