# Profile cp01: an abort window before a burglary is told; a tamper or a fire waits for nothing
house: standard
with: profile cp01; hold 30 s

0:00      Ana arms total in house, with no exit time
          -> report area.armed: house, total, by Ana at the keypad
          -> house: armed, total
          -> shows lamps armed
          -> answer ok
10:00     Kitchen window opens
          -> report alarm.pending: house, Kitchen window, alarm unless followed up within 50 s
          -> house: alarm, total
          -> shows siren steady, strobe, sounder steady, lamps armed alarm
10:05     Panel box trips
          -> report alarm.tamper: house, Panel box, tamper
10:10     Smoke trips
          -> report alarm.fire: house, Smoke, fire
          -> shows siren fire, strobe, sounder fire, lamps armed alarm
10:30     time passes
          -> report alarm.intrusion: house, Kitchen window, instant, 30 s ago
          -> report alarm.confirmed: house, Panel box, zones Kitchen window + Panel box, 25 s ago
