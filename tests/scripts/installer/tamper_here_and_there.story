# A tamper: for those at home when nothing is armed, with the siren while another area is, an alarm in its own
house: standard

0:00      Panel box trips
          -> report alarm.tamper: house, Panel box, tamper
          -> shows sounder trouble, lamps alarm
0:10      Panel box rests
          -> report restore.tamper: house, Panel box
          -> shows sounder trouble, lamps ready alarm
0:20      Ana disarms
          -> shows lamps ready alarm
          -> answer ok
0:30      Ana disarms
          -> shows lamps ready
          -> answer ok
1:00      Ana arms total in annex, with no exit time
          -> report area.armed: annex, total, by Ana at the keypad
          -> annex: armed, total
          -> shows lamps armed
          -> answer ok
5:00      Panel box trips
          -> report alarm.tamper: house, Panel box, tamper
          -> shows siren steady, strobe, sounder steady, lamps armed alarm
5:10      Panel box rests
          -> report restore.tamper: house, Panel box
8:00      time passes
          -> shows strobe, sounder trouble, lamps armed alarm
8:10      Ana disarms
          -> report area.disarmed: annex, total, by Ana at the keypad
          -> annex: disarmed
          -> shows lamps ready alarm
          -> answer ok
