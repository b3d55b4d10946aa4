# Coming home with a stranger at the door: the duress code in the entry time
house: standard

0:00      Ana arms total in house, with no exit time
          -> report area.armed: house, total, by Ana at the keypad
          -> house: armed, total
          -> shows lamps armed
          -> answer ok
1:00:00   Front door opens
          -> report alarm.pending: house, Front door, alarm unless followed up within 50 s
          -> house: entry, total
          -> shows sounder entry, lamps armed
1:00:10   Ana disarms house, under duress
          -> report alarm.duress: house, by Ana at the keypad, closes the pending
          -> report area.disarmed: house, total, by Ana at the keypad
          -> house: disarmed
          -> shows lamps ready
          -> answer ok
