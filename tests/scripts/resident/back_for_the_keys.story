# Back for the keys: the exit begins anew, once
house: standard

0:00      Ana arms total in house
          -> house: exit, total
          -> shows sounder slow_beeps, lamps armed
          -> answer ok
0:05      Front door opens
0:10      Front door closes
* She is back for the keys: a whole exit time from here.
0:40      Front door opens
0:45      Front door closes
* And once more, for the umbrella: no further time.
1:00      Front door opens
1:05      Front door closes
1:30      time passes
          -> shows sounder fast_beeps, lamps armed
1:40      time passes
          -> report area.armed: house, total, by Ana at the keypad
          -> house: armed, total
          -> shows lamps armed
