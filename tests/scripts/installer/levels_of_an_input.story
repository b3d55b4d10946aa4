# Cut, covered, broken, mute: no level of an input is ever taken for quiet
house: standard

0:00      Kitchen window fails
          -> report trouble.zone_fault: house, Kitchen window, (fault)
          -> shows sounder trouble
0:10      Kitchen window rests
          -> report restore.zone_fault: house, Kitchen window, (secure)
          -> shows lamps ready
0:20      Study falls silent
          -> shows nothing
0:30      time passes
          -> report trouble.zone_fault: house, Study, (unknown)
          -> shows sounder trouble
0:40      Study rests
          -> report restore.zone_fault: house, Study, (secure)
          -> shows lamps ready
0:50      Study is masked
          -> shows nothing
1:00      Study rests
          -> shows lamps ready
1:10      Ana arms total in house, with no exit time
          -> report area.armed: house, total, by Ana at the keypad
          -> house: armed, total
          -> shows lamps armed
          -> answer ok
10:00     Study is masked
          -> report alarm.intrusion: house, Study, instant
          -> house: alarm, total
          -> shows siren steady, strobe, sounder steady, lamps armed alarm
10:10     Kitchen window is tampered with
          -> report alarm.tamper: house, Kitchen window, tamper
          -> report alarm.confirmed: house, Kitchen window, zones Study + Kitchen window
10:20     Kitchen window rests
          -> report restore.tamper: house, Kitchen window
