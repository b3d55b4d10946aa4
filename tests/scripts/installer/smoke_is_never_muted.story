# Loose wires of a smoke detector, again and again: told each time, and never left out
house: standard

0:00      Smoke is tampered with
          -> report alarm.tamper: house, Smoke, tamper
          -> shows sounder trouble, lamps alarm
0:05      Smoke rests
          -> report restore.tamper: house, Smoke
          -> shows sounder trouble, lamps ready alarm
0:10      Smoke is tampered with
          -> report alarm.tamper: house, Smoke, tamper
          -> shows sounder trouble, lamps alarm
0:15      Smoke rests
          -> report restore.tamper: house, Smoke
          -> shows sounder trouble, lamps ready alarm
0:20      Smoke is tampered with
          -> report alarm.tamper: house, Smoke, tamper
          -> shows sounder trouble, lamps alarm
0:25      Smoke rests
          -> report restore.tamper: house, Smoke
          -> shows sounder trouble, lamps ready alarm
0:30      Smoke is tampered with
          -> report alarm.tamper: house, Smoke, tamper
          -> shows sounder trouble, lamps alarm
0:35      Smoke rests
          -> report restore.tamper: house, Smoke
          -> shows sounder trouble, lamps ready alarm
1:00      the panel lists what is left out
          -> left out: nothing
1:10      Smoke trips
          -> report alarm.fire: house, Smoke, fire
          -> shows siren fire, strobe, sounder fire, lamps alarm
