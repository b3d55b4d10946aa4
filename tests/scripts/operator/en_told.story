# Profile en, and nobody disarms: the held reports come, in their order
house: standard
with: profile en

0:00      Ana arms total in house, with no exit time
          -> report area.armed: house, total, by Ana at the keypad
          -> house: armed, total
          -> shows lamps armed
          -> answer ok
10:00     Front door opens
          -> report alarm.pending: house, Front door, alarm unless followed up within 80 s
          -> house: entry, total
          -> shows sounder entry, lamps armed
10:10     Kitchen window opens
          -> house: alarm, total
          -> shows siren steady, strobe, sounder steady, lamps armed alarm
10:20     Study trips
10:40     time passes
          -> report alarm.intrusion: house, Kitchen window, instant, 30 s ago
          -> report alarm.intrusion: house, Study, instant, 20 s ago
          -> report alarm.confirmed: house, Study, zones Kitchen window + Study, 20 s ago
10:41     Study rests
          -> report restore.intrusion: house, Study
