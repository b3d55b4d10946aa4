# Total at the keypad, and nobody leaves: it becomes partial
house: standard
with: stay

0:00      Ana arms total in house
          -> house: exit, total
          -> shows sounder slow_beeps, lamps armed
          -> answer ok
0:50      time passes
          -> shows sounder fast_beeps, lamps armed
1:00      time passes
          -> report area.armed: house, partial, by Ana at the keypad
          -> house: armed, partial
          -> shows lamps armed
1:30      Living room trips
1:31      Living room rests
