# Freeze, heat, humidity and the freezer: told and heard inside, never in the street, armed or not
house: standard

0:00      Pipes trips
          -> report alarm.freeze: house, Pipes, freeze
          -> shows sounder technical, lamps alarm
0:10      Pipes rests
          -> report restore.freeze: house, Pipes
          -> shows lamps ready
0:20      Attic heat trips
          -> report alarm.heat: house, Attic heat, heat
          -> shows sounder technical, lamps alarm
0:30      Attic heat rests
          -> report restore.heat: house, Attic heat
          -> shows lamps ready
1:00      Ana arms total in house, with no exit time
          -> report area.armed: house, total, by Ana at the keypad
          -> house: armed, total
          -> shows lamps armed
          -> answer ok
2:00      Bathroom trips
          -> report alarm.humidity: house, Bathroom, humidity
          -> shows sounder technical, lamps armed alarm
2:10      Freezer trips
          -> report alarm.technical: house, Freezer, technical
2:20      Bathroom rests
          -> report restore.humidity: house, Bathroom
2:30      Freezer rests
          -> report restore.technical: house, Freezer
          -> shows lamps armed
