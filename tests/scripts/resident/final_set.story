# The last door closes behind Ana, and five seconds later the house is armed
house: standard
with: final set

0:00      Ana arms total in house
          -> house: exit, total
          -> shows sounder slow_beeps, lamps armed
          -> answer ok
0:10      Front door opens
0:12      Back door opens
0:15      Front door closes
0:20      Back door closes
          -> shows sounder fast_beeps, lamps armed
0:25      time passes
          -> report area.armed: house, total, by Ana at the keypad
          -> house: armed, total
          -> shows lamps armed
