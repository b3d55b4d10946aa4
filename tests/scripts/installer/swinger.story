# A zone that alarms too often is left out until the disarm, and says so; the others still watch
house: standard
with: Study is muted after 2 alarms

0:00      Ana arms total in house, with no exit time
          -> report area.armed: house, total, by Ana at the keypad
          -> house: armed, total
          -> shows lamps armed
          -> answer ok
10:00     Study trips
          -> report alarm.intrusion: house, Study, instant
          -> house: alarm, total
          -> shows siren steady, strobe, sounder steady, lamps armed alarm
10:05     Study rests
          -> report restore.intrusion: house, Study
10:10     Study trips
          -> report alarm.intrusion: house, Study, instant
          -> report zone.swinger: house, Study
10:15     Study rests
          -> report restore.intrusion: house, Study
10:20     Study trips
10:21     Study rests
10:22     the panel lists what is left out
          -> left out: Study, swinger
10:30     Living room trips
          -> report alarm.intrusion: house, Living room, instant
          -> report alarm.confirmed: house, Living room, zones Study + Living room
10:31     Living room rests
          -> report restore.intrusion: house, Living room
10:40     Ana disarms house
          -> report area.disarmed: house, total, zones Study, by Ana at the keypad
          -> report alarm.cancelled: house, by Ana at the keypad, 40 s after the alarm
          -> report zone.unbypassed: house, Study, period_ended
          -> house: disarmed
          -> shows lamps ready alarm
          -> answer ok
