# Profile cp01 under duress: the code releases what was held, and the station hears the truth
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
10:10     Ana disarms house, under duress
          -> report alarm.duress: house, by Ana at the keypad, closes the pending
          -> report alarm.intrusion: house, Kitchen window, instant, 10 s ago
          -> report area.disarmed: house, total, by Ana at the keypad
          -> report alarm.aborted: house, zones Kitchen window, by Ana at the keypad, 10 s after the alarm, kept in the house
          -> house: disarmed
          -> shows lamps alarm
          -> answer ok
