# Home after an alarm: warned before going in, told what it was, and quiet once it was seen
house: standard

0:00      Ana arms total in house, with no exit time
          -> report area.armed: house, total, by Ana at the keypad
          -> house: armed, total
          -> shows lamps armed
          -> answer ok
10:00     Living room trips
          -> report alarm.intrusion: house, Living room, instant
          -> house: alarm, total
          -> shows siren steady, strobe, sounder steady, lamps armed alarm
10:05     Living room rests
          -> report restore.intrusion: house, Living room
13:00     time passes
          -> house: armed, total
          -> shows strobe, lamps armed alarm
* Hours later the lamp and the strobe warn; the entry works as ever.
2:00:00   Front door opens
          -> report alarm.pending: house, Front door, alarm unless followed up within 50 s
          -> house: entry, total
          -> shows strobe, sounder entry, lamps armed alarm
2:00:10   Ana disarms house
          -> report area.disarmed: house, total, by Ana at the keypad, closes the pending
          -> house: disarmed
          -> shows lamps ready alarm
          -> answer ok
2:00:11   the panel lists the memory of house
          -> memory: Living room, alarm.intrusion, at 10:00
2:00:15   Front door closes
2:01:00   Ana disarms house
          -> shows lamps ready
          -> answer ok
2:01:01   the panel lists the memory of house
          -> memory: nothing
