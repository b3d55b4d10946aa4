# 2. A window is open: refused with its name, closed, open again, and armed over it
house: standard

0:00      Kitchen window opens
          -> shows nothing
0:05      the panel lists what is in the way of total in house
          -> in the way: Kitchen window
0:06      Ana arms total in house
          -> report area.arm_refused: house, not_ready, total, zones Kitchen window, by Ana at the keypad
          -> answer error not_ready, zones Kitchen window, may be forced with token-1
          -> beeps refused
0:10      Kitchen window closes
          -> shows lamps ready
0:12      Ana arms total in house, with no exit time
          -> report area.armed: house, total, by Ana at the keypad
          -> house: armed, total
          -> shows lamps armed
          -> answer ok
0:20      Ana disarms house
          -> report area.disarmed: house, total, by Ana at the keypad
          -> house: disarmed
          -> shows lamps ready
          -> answer ok
0:30      Kitchen window opens
          -> shows nothing
0:31      Ana arms total in house, with no exit time
          -> report area.arm_refused: house, not_ready, total, zones Kitchen window, by Ana at the keypad
          -> answer error not_ready, zones Kitchen window, may be forced with token-3
          -> beeps refused
0:40      Ana arms total in house, with no exit time, forcing with token-3
          -> report zone.bypassed: house, Kitchen window, forced, by Ana at the keypad
          -> report area.armed: house, total, zones Kitchen window, by Ana at the keypad
          -> house: armed, total
          -> shows lamps armed
          -> answer ok
0:41      the panel lists what is left out
          -> left out: Kitchen window, once
* It closes and opens again: it stays left out, as was agreed.
0:50      Kitchen window closes
0:55      Kitchen window opens
1:00      Kitchen window closes
2:00      Ana disarms house
          -> report area.disarmed: house, total, zones Kitchen window, by Ana at the keypad
          -> report zone.unbypassed: house, Kitchen window, period_ended
          -> house: disarmed
          -> shows lamps ready
          -> answer ok
2:01      the panel lists what is left out
          -> left out: nothing
