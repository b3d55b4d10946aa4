# Where the installer made every exit silent
house: standard
with: silent exit; exit delay 30 s; exit restart off

0:00      Ana arms total in house
          -> house: exit, total
          -> shows lamps armed
          -> answer ok
0:05      Front door opens
0:10      Front door closes
0:20      Front door opens
0:25      Front door closes
0:30      time passes
          -> report area.armed: house, total, by Ana at the keypad
          -> house: armed, total
