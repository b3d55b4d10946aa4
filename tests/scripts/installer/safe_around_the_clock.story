# The safe: watched around the clock, with siren though nothing is armed, and cancelled by a code
house: standard

0:00      Safe trips
          -> report alarm.intrusion: house, Safe, intruder_24h
          -> shows siren steady, strobe, sounder steady, lamps alarm
0:10      Safe rests
          -> report restore.intrusion: house, Safe
          -> shows siren steady, strobe, sounder steady, lamps ready alarm
0:30      Ana disarms
          -> report alarm.cancelled: house, by Ana at the keypad, 30 s after the alarm
          -> shows lamps ready alarm
          -> answer ok
0:40      Ana disarms
          -> shows lamps ready
          -> answer ok
