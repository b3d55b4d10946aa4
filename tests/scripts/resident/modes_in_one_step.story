# From night to total in one step: the window is watched throughout, the way out is free
house: standard

0:00      Ana arms night in house, with no exit time
          -> report area.armed: house, night, by Ana at the keypad
          -> house: armed, night
          -> shows lamps armed
          -> answer ok
10:00     Ana arms total in house
          -> house: exit, total
          -> shows sounder slow_beeps, lamps armed
          -> answer ok
10:05     Front door opens
10:08     Front door closes
10:10     Kitchen window opens
          -> report area.armed: house, total, by Ana at the keypad
          -> report alarm.intrusion: house, Kitchen window, instant
          -> house: alarm, total
          -> shows siren steady, strobe, sounder steady, lamps armed alarm
* An alarm is disarmed first, never armed over.
10:20     Ana arms night in house
          -> report area.arm_refused: house, alarm_active, night, by Ana at the keypad
          -> answer error alarm_active
          -> beeps refused
