# The store is found damaged: the panel takes itself for armed, everywhere, and can be disarmed
house: standard

0:00      Ana arms partial in house, with no exit time
          -> report area.armed: house, partial, by Ana at the keypad
          -> house: armed, partial
          -> shows lamps armed
          -> answer ok
10:00     the power goes
10:10     the store is found damaged
10:20     the panel starts again, nobody knows after how long
          -> report panel.booted: start, (unknown)
11:00     Study trips
          -> report alarm.intrusion: house, Study, instant
          -> house: alarm, total
          -> shows siren steady, strobe, sounder steady, lamps armed alarm
11:10     Study rests
          -> report restore.intrusion: house, Study
11:20     Ana disarms
          -> report area.disarmed: house, total, by Ana at the keypad
          -> report alarm.cancelled: house, by Ana at the keypad, 20 s after the alarm
          -> report area.disarmed: annex, total, by Ana at the keypad
          -> house: disarmed
          -> annex: disarmed
          -> shows lamps ready alarm
          -> answer ok
