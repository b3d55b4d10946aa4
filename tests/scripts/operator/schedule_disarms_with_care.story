# A programme that disarms: what is quiet; never an alarm that nobody has seen; and it never weakens
house: standard
with: opening disarms house at 07:00 on weekdays; closing arms night in house at 06:00
clock: 2026-06-01 05:30

0:00      Ana arms total in house, with no exit time
          -> report area.armed: house, total, by Ana at the keypad
          -> house: armed, total
          -> shows lamps armed
          -> answer ok
30:00     time passes
1:30:00   time passes
          -> report area.disarmed: house, total, by opening by programme
          -> house: disarmed
          -> shows lamps ready
2:00:00   Ana arms total in house, with no exit time
          -> report area.armed: house, total, by Ana at the keypad
          -> house: armed, total
          -> shows lamps armed
          -> answer ok
3:00:00   Study trips
          -> report alarm.intrusion: house, Study, instant
          -> house: alarm, total
          -> shows siren steady, strobe, sounder steady, lamps armed alarm
3:00:01   Study rests
          -> report restore.intrusion: house, Study
3:03:00   time passes
          -> house: armed, total
          -> shows strobe, lamps armed alarm
25:30:00  time passes
          -> report schedule.auto_disarm_failed: house, alarm_memory, disarmed, by opening by programme
