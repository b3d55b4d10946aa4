# The shed's door leads through the house's hall: the hall waits for it
house: standard
with: Shed door leads through house and annex

0:00      Ana arms total, with no exit time
          -> report area.armed: house, total, by Ana at the keypad
          -> report area.armed: annex, total, by Ana at the keypad
          -> house: armed, total
          -> annex: armed, total
          -> shows lamps armed
          -> answer ok
10:00     Shed door opens
          -> report alarm.pending: annex, Shed door, alarm unless followed up within 50 s
          -> annex: entry, total
          -> shows sounder entry, lamps armed
10:05     Hall trips
10:20     Ana disarms
          -> report area.disarmed: house, total, by Ana at the keypad
          -> report area.disarmed: annex, total, by Ana at the keypad, closes the pending
          -> house: disarmed
          -> annex: disarmed
          -> shows lamps ready
          -> answer ok
