# What may be armed over, by whom: the table of the configuration
house: standard
with: mains is overridden by administrator; masked is overridden by administrator or installer

0:00      Ana grants Rui forcing
          -> report people.changed: rights, (Rui), by Ana on the page
0:10      trouble mains begins
          -> report trouble.raised: trouble mains
          -> shows nothing
0:20      Rui arms total in house
          -> report area.arm_refused: house, not_ready, total, conditions mains, by Rui at the keypad
          -> answer error not_ready, conditions mains
          -> beeps refused
0:30      trouble siren begins
          -> report trouble.raised: trouble siren
0:31      the panel lists what is in the way of total in house
          -> in the way: mains + siren
0:40      Ana arms total in house
          -> report area.arm_refused: house, not_ready, total, conditions mains + siren, by Ana at the keypad
          -> answer error not_ready, conditions mains + siren, may be forced with token-2
          -> beeps refused
0:50      Ana arms total in house, with no exit time, forcing with token-2
          -> report area.armed: house, total, conditions mains + siren, by Ana at the keypad
          -> house: armed, total
          -> shows lamps armed
          -> answer ok
* A smoke detector that rings is never forced.
1:00      Ana disarms house
          -> report area.disarmed: house, total, by Ana at the keypad
          -> house: disarmed
          -> shows nothing
          -> answer ok
1:10      trouble mains ends
          -> report restore.trouble: trouble mains
1:11      trouble siren ends
          -> report restore.trouble: trouble siren
          -> shows lamps ready
1:20      Smoke trips
          -> report alarm.fire: house, Smoke, fire
          -> shows siren fire, strobe, sounder fire, lamps alarm
1:30      Ana arms total in house
          -> report area.arm_refused: house, not_ready, total, zones Smoke, by Ana at the keypad
          -> answer error not_ready, zones Smoke
          -> beeps refused
