# Smoke at night: the armed house keeps its watch, the siren sounds the fire until a code or clean air
house: standard

0:00      Ana arms night in house, with no exit time
          -> report area.armed: house, night, by Ana at the keypad
          -> house: armed, night
          -> shows lamps armed
          -> answer ok
1:00:00   Smoke trips
          -> report alarm.fire: house, Smoke, fire
          -> shows siren fire, strobe, sounder fire, lamps armed alarm
* It is never cut off by the clock.
2:00:00   Ana disarms house
          -> report alarm.silenced: house, Smoke, silenced_by_user, (fire), by Ana at the keypad
          -> report area.disarmed: house, night, by Ana at the keypad
          -> house: disarmed
          -> shows lamps alarm
          -> answer ok
2:10:00   Smoke rests
          -> report restore.fire: house, Smoke
          -> shows lamps ready
2:20:00   Smoke trips
          -> report alarm.fire: house, Smoke, fire
          -> shows siren fire, strobe, sounder fire, lamps alarm
2:21:00   Smoke rests
          -> report restore.fire: house, Smoke
          -> shows lamps ready
