# 1. A family's day: out by tag, home by code, an evening in, and the night by programme
house: standard
with: night_watch arms night in house at 23:00
clock: 2026-06-01 08:00
not yet: the history that all surfaces show alike

* Rui leaves last and holds his tag to the reader.
0:00      Rui shows a tag
          -> house: exit, total
          -> annex: exit, total
          -> shows sounder slow_beeps, lamps armed
          -> answer ok
0:10      Front door opens
0:15      Front door closes
0:50      time passes
          -> shows sounder fast_beeps, lamps armed
1:00      time passes
          -> report area.armed: house, total, by Rui by tag
          -> report area.armed: annex, total, by Rui by tag
          -> house: armed, total
          -> annex: armed, total
          -> shows lamps armed
* In the afternoon Ana comes home.
9:00:00   Front door opens
          -> report alarm.pending: house, Front door, alarm unless followed up within 50 s
          -> house: entry, total
          -> shows sounder entry, lamps armed
9:00:12   Ana disarms
          -> report area.disarmed: house, total, by Ana at the keypad, closes the pending
          -> report area.disarmed: annex, total, by Ana at the keypad
          -> house: disarmed
          -> annex: disarmed
          -> shows lamps ready
          -> answer ok
9:00:20   Front door closes
* An evening at home: doors and windows watch, people walk about.
12:00:00  Ana arms partial in house
          -> house: exit, partial
          -> shows sounder slow_beeps, lamps armed
          -> answer ok
12:00:50  time passes
          -> shows sounder fast_beeps, lamps armed
12:01:00  time passes
          -> report area.armed: house, partial, by Ana at the keypad
          -> house: armed, partial
          -> shows lamps armed
12:30:00  Living room trips
12:30:05  Living room rests
* At eleven at night the programme warns, and arms night in one step.
15:00:00  time passes
          -> report schedule.arm_warning: house, night, by night_watch by programme
          -> shows sounder countdown, lamps armed
15:05:00  time passes
          -> house: exit, night
          -> shows sounder slow_beeps, lamps armed
          -> answer ok
15:05:50  time passes
          -> shows sounder fast_beeps, lamps armed
15:06:00  time passes
          -> report area.armed: house, night, by night_watch by programme
          -> house: armed, night
          -> shows lamps armed
24:00:00  Ana disarms
          -> report area.disarmed: house, night, by Ana at the keypad
          -> house: disarmed
          -> shows lamps ready
          -> answer ok
