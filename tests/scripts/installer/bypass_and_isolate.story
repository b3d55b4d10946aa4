# Left out once and isolated: once ends with the arming, isolated is lifted by who may isolate; a hold-up never
house: standard

0:00      Ana bypasses Study
          -> report zone.bypassed: house, Study, once, by Ana at the keypad
          -> answer ok
0:10      Ana isolates Living room
          -> report zone.bypassed: house, Living room, isolated, by Ana at the keypad
          -> answer ok
0:20      Ana bypasses Hold-up button
          -> answer error invalid
          -> beeps refused
0:21      Ana bypasses Panel box
          -> answer error invalid
          -> beeps refused
0:30      Ana grants Rui bypassing
          -> report people.changed: rights, (Rui), by Ana on the page
0:31      Rui takes back Living room
          -> answer error no_permission
          -> beeps refused
1:00      Ana arms total in house, with no exit time
          -> report area.armed: house, total, zones Living room + Study, by Ana at the keypad
          -> house: armed, total
          -> shows lamps armed
          -> answer ok
10:00     Study trips
10:01     Study rests
10:02     Living room trips
10:03     Living room rests
* Armed, leaving a zone out would be disarming it.
10:10     Ana bypasses Kitchen window
          -> answer error not_ready
          -> beeps refused
* Both are kept through a power cut.
11:00     the power goes
12:00     the panel starts again, nobody knows after how long
          -> report panel.booted: start, (unknown)
12:10     the panel lists what is left out
          -> left out: Living room, isolated
          -> left out: Study, once
13:00     Ana disarms house
          -> report area.disarmed: house, total, zones Living room + Study, by Ana at the keypad
          -> report zone.unbypassed: house, Study, period_ended
          -> house: disarmed
          -> shows lamps ready
          -> answer ok
13:10     the panel lists what is left out
          -> left out: Living room, isolated
13:20     Ana takes back Living room
          -> report zone.unbypassed: house, Living room, none, by Ana at the keypad
          -> answer ok
