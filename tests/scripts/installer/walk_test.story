# A walk test: a beep for each zone, no noise, and at the end those that nobody tripped
house: standard
with: without Safe; without Pipes; without Attic heat; without Bathroom; without Freezer; without Shed; without Shed door

0:00      Ana begins a walk test
          -> report test.begun: (walk), by Ana at the keypad
          -> answer ok
0:10      Front door opens
          -> shows sounder chime, lamps ready
0:11      time passes
          -> shows lamps ready
0:12      Front door closes
0:20      Panel box trips
          -> report alarm.tamper: house, Panel box, tamper, test
          -> shows sounder chime
0:21      time passes
          -> shows nothing
0:22      Panel box rests
          -> report restore.tamper: house, Panel box, test
          -> shows lamps ready
* A fire that nobody named is a fire.
0:30      Smoke trips
          -> report alarm.fire: house, Smoke, fire
          -> shows siren fire, strobe, sounder fire, lamps alarm
0:31      time passes
0:40      Smoke rests
          -> report restore.fire: house, Smoke
          -> shows lamps ready
1:00      Ana ends it
          -> report test.ended: ended, zones Back door + Hall + Kitchen window + Living room + Study + Hold-up button + Panic button + Bedside cord + Boiler gas + Stove CO + Cellar water + Key by the gate + Garden gate, (walk), by Ana
          -> answer ok
2:00      Ana begins a walk test, naming alarm.fire
          -> report test.begun: (walk), by Ana at the keypad
          -> answer ok
2:10      Smoke trips
          -> report alarm.fire: house, Smoke, fire, test
          -> shows sounder chime, lamps alarm
2:11      time passes
          -> shows lamps alarm
2:20      Smoke rests
          -> report restore.fire: house, Smoke, test
          -> shows lamps ready
* It ends with the next arming.
3:00      Ana arms total in house, with no exit time
          -> report test.ended: armed, zones Front door + Back door + Hall + Kitchen window + Living room + Study + Panel box + Hold-up button + Panic button + Bedside cord + Boiler gas + Stove CO + Cellar water + Key by the gate + Garden gate, (walk), by Ana
          -> report area.armed: house, total, by Ana at the keypad
          -> house: armed, total
          -> shows lamps armed
          -> answer ok
3:10      Ana begins a walk test
          -> answer error not_ready
          -> beeps refused
