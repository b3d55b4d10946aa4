# Water, gas, carbon monoxide, fire: each has its own sound, the most urgent is heard, and each gives way again
house: standard

0:00      Cellar water trips
          -> report alarm.water: house, Cellar water, water
          -> shows sounder technical, lamps alarm
0:10      Bedside cord trips
          -> report alarm.medical: house, Bedside cord, medical
          -> shows sounder medical, lamps alarm
0:20      Boiler gas trips
          -> report alarm.gas: house, Boiler gas, gas
          -> shows siren gas, strobe, sounder gas, lamps alarm
0:30      Stove CO trips
          -> report alarm.carbon_monoxide: house, Stove CO, carbon_monoxide
          -> shows siren carbon_monoxide, strobe, sounder carbon_monoxide, lamps alarm
0:40      Smoke trips
          -> report alarm.fire: house, Smoke, fire
          -> shows siren fire, strobe, sounder fire, lamps alarm
0:50      Panic button trips
          -> report alarm.panic: house, Panic button, panic
1:00      Smoke rests
          -> report restore.fire: house, Smoke
          -> shows siren carbon_monoxide, strobe, sounder carbon_monoxide, lamps alarm
1:10      Stove CO rests
          -> report restore.carbon_monoxide: house, Stove CO
          -> shows siren gas, strobe, sounder gas, lamps alarm
1:20      Boiler gas rests
          -> report restore.gas: house, Boiler gas
          -> shows siren steady, strobe, sounder steady, lamps alarm
* A button springs back at once; whoever pressed it still needs help, for the siren's time.
1:30      Panic button rests
          -> report restore.panic: house, Panic button
3:50      time passes
          -> shows sounder medical, lamps alarm
4:00      Bedside cord rests
          -> report restore.medical: house, Bedside cord
4:10      Ana disarms
          -> report alarm.silenced: silenced_by_user, (medical), by Ana at the keypad
          -> report alarm.silenced: house, Cellar water, silenced_by_user, (technical), by Ana at the keypad
          -> shows lamps alarm
          -> answer ok
4:20      Cellar water rests
          -> report restore.water: house, Cellar water
          -> shows lamps ready
