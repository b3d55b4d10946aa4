# The offer to arm over an open window: void when another zone opens, after 120 s, after any arming, for anybody else
house: standard

0:00      Kitchen window opens
          -> shows nothing
0:01      Ana arms total in house
          -> report area.arm_refused: house, not_ready, total, zones Kitchen window, by Ana at the keypad
          -> answer error not_ready, zones Kitchen window, may be forced with token-1
          -> beeps refused
* Somebody crosses the study: gone again, but the offer is void.
0:04      Study trips
0:05      Study rests
0:06      Ana arms total in house, forcing with token-1
          -> report area.arm_refused: house, not_ready, total, zones Kitchen window, by Ana at the keypad
          -> answer error not_ready, zones Kitchen window, may be forced with token-2
          -> beeps refused
* Another mode is another question.
0:11      Ana arms night in house, forcing with token-2
          -> report area.arm_refused: house, not_ready, night, zones Kitchen window, by Ana at the keypad
          -> answer error not_ready, zones Kitchen window, may be forced with token-3
          -> beeps refused
2:11      Ana arms night in house, forcing with token-3
          -> report area.arm_refused: house, not_ready, night, zones Kitchen window, by Ana at the keypad
          -> answer error not_ready, zones Kitchen window, may be forced with token-4
          -> beeps refused
2:20      Ana disarms
          -> answer ok
2:21      Ana arms night in house, forcing with token-4
          -> report area.arm_refused: house, not_ready, night, zones Kitchen window, by Ana at the keypad
          -> answer error not_ready, zones Kitchen window, may be forced with token-5
          -> beeps refused
2:30      Rui arms night in house, forcing with token-5
          -> report area.arm_refused: house, not_ready, night, zones Kitchen window, by Rui at the keypad
          -> answer error not_ready, zones Kitchen window
          -> beeps refused
2:40      Ana arms night in house, with no exit time, forcing with token-5
          -> report zone.bypassed: house, Kitchen window, forced, by Ana at the keypad
          -> report area.armed: house, night, zones Kitchen window, by Ana at the keypad
          -> house: armed, night
          -> shows lamps armed
          -> answer ok
