# A second zone within half an hour confirms; later it is another story
house: standard

0:00      Ana arms total in house, with no exit time
          -> report area.armed: house, total, by Ana at the keypad
          -> house: armed, total
          -> shows lamps armed
          -> answer ok
10:00     Kitchen window opens
          -> report alarm.intrusion: house, Kitchen window, instant
          -> house: alarm, total
          -> shows siren steady, strobe, sounder steady, lamps armed alarm
13:00     time passes
          -> house: armed, total
          -> shows strobe, lamps armed alarm
40:00     Study trips
          -> report alarm.intrusion: house, Study, instant
          -> house: alarm, total
          -> shows siren steady, strobe, sounder steady, lamps armed alarm
40:10     Living room trips
          -> report alarm.intrusion: house, Living room, instant
          -> report alarm.confirmed: house, Living room, zones Study + Living room
