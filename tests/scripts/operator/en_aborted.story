# Profile en: the siren sounds at once, the report waits for the entry, and a code in time withdraws it
house: standard
with: profile en

0:00      Ana arms total in house, with no exit time
          -> report area.armed: house, total, by Ana at the keypad
          -> house: armed, total
          -> shows lamps armed
          -> answer ok
10:00     Front door opens
          -> report alarm.pending: house, Front door, alarm unless followed up within 80 s
          -> house: entry, total
          -> shows sounder entry, lamps armed
10:10     Kitchen window opens
          -> house: alarm, total
          -> shows siren steady, strobe, sounder steady, lamps armed alarm
10:20     Ana disarms house
          -> report area.disarmed: house, total, by Ana at the keypad
          -> report alarm.aborted: house, zones Kitchen window, by Ana at the keypad, 10 s after the alarm, closes the pending
          -> house: disarmed
          -> shows lamps alarm
          -> answer ok
* What was never told is owed no restore.
10:30     Kitchen window closes
          -> shows lamps ready alarm
