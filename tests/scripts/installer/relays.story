# Free outputs: one for the night, one for an entry, one for a fire until it is over
house: standard
with: relay blinds for night; relay stairs for entry; relay door for fire

0:00      Ana arms night in house, with no exit time
          -> report area.armed: house, night, by Ana at the keypad
          -> house: armed, night
          -> shows lamps armed, relay blinds
          -> answer ok
10:00     Front door opens
          -> report alarm.pending: house, Front door, alarm unless followed up within 50 s
          -> house: entry, night
          -> shows sounder entry, lamps armed, relay blinds, relay stairs
10:05     Ana disarms house
          -> report area.disarmed: house, night, by Ana at the keypad, closes the pending
          -> house: disarmed
          -> shows lamps ready
          -> answer ok
11:00     Smoke trips
          -> report alarm.fire: house, Smoke, fire
          -> shows siren fire, strobe, sounder fire, lamps alarm, relay door
11:05     Ana disarms
          -> report alarm.silenced: house, Smoke, silenced_by_user, (fire), by Ana at the keypad
          -> shows lamps alarm, relay door
          -> answer ok
12:00     Smoke rests
          -> report restore.fire: house, Smoke
          -> shows lamps ready
