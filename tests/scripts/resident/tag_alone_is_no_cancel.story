# A tag that cannot be copied ends an alarm, and does not cancel it
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
10:30     Ana shows a tag that cannot be copied
          -> report area.disarmed: house, total, by Ana by tag
          -> house: disarmed
          -> shows lamps alarm
          -> answer ok
