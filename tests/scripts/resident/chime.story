# A door that chimes for those at home, the gate that only chimes, and peace when it is switched off
house: standard
with: Back door chimes; chime 2 s

0:00      Back door opens
          -> shows sounder chime, lamps ready
0:02      time passes
          -> shows lamps ready
0:03      Back door closes
0:10      Garden gate opens
          -> shows sounder chime, lamps ready
0:12      time passes
          -> shows lamps ready
0:13      Garden gate closes
0:20      the chime is switched off
0:21      Back door opens
0:22      Back door closes
1:00      Ana arms total in house, with no exit time
          -> report area.armed: house, total, by Ana at the keypad
          -> house: armed, total
          -> shows lamps armed
          -> answer ok
* Armed it chimes for nobody, and the gate alarms nobody.
1:10      Garden gate opens
1:12      Garden gate closes
1:20      the chime is switched on
1:21      Garden gate opens
1:22      Garden gate closes
