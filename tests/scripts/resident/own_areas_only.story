# Rui may arm both areas and disarm the house alone; a change that unwatches the shed is not his
house: standard

0:00      Rui arms total, with no exit time
          -> report area.armed: house, total, by Rui at the keypad
          -> report area.armed: annex, total, by Rui at the keypad
          -> house: armed, total
          -> annex: armed, total
          -> shows lamps armed
          -> answer ok
1:00      Rui disarms annex
          -> answer error no_permission
          -> beeps refused
1:10      Rui disarms
          -> report area.disarmed: house, total, by Rui at the keypad
          -> house: disarmed
          -> answer ok
1:20      Ana disarms
          -> report area.disarmed: annex, total, by Ana at the keypad
          -> annex: disarmed
          -> shows lamps ready
          -> answer ok
* Disarming again is ok, and tells nothing.
1:30      Ana disarms
          -> answer ok
