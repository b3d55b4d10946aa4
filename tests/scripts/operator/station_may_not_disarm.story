# What the station may: test, and a picture after an alarm; never disarm, never a picture of people at peace
house: standard

0:00      Ana arms total in house, with no exit time
          -> report area.armed: house, total, by Ana at the keypad
          -> house: armed, total
          -> shows lamps armed
          -> answer ok
1:00      the station disarms from the station as d1
          -> answer to d1 error no_permission
1:10      the station arms total from the station as a1
          -> report area.arm_refused: no_permission, total, by station from the station
          -> answer to a1 error no_permission
1:20      the station asks for an image from the station as p1
          -> answer to p1 error no_permission
10:00     Kitchen window opens
          -> report alarm.intrusion: house, Kitchen window, instant
          -> house: alarm, total
          -> shows siren steady, strobe, sounder steady, lamps armed alarm
10:10     the station asks for an image from the station as p2
10:12     p2 cannot be had: no_answer
          -> answer to p2 error no_answer
