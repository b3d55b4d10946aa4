# A silent exit, so that the child sleeps on
house: standard

0:00      Ana arms night in house, silently
          -> house: exit, night
          -> shows lamps armed
          -> answer ok
0:10      Front door opens
0:12      Front door closes
1:00      time passes
          -> report area.armed: house, night, by Ana at the keypad
          -> house: armed, night
