# A home on loops with resistors: wires cut in a disarmed house, a covered detector, a siren's own line, a dead converter
stage: wires
house: loops

0:02      time passes
          -> wires lamp_ready
0:02      Front door's wires are cut
          -> wires lamp_alarm
          -> station 3 alarm.tamper: house, Front door
0:10      Front door's wires are mended
          -> wires lamp_ready lamp_alarm
          -> station 4 restore.tamper: house, Front door
0:20      Ana types her PIN
0:25      Ana types her PIN
          -> wires lamp_ready
* A window that opens is no tamper.
0:40      Living room window opens
          -> wires nothing
0:50      Living room window closes
          -> wires lamp_ready
* Somebody hangs a coat over the hall's detector: nothing in a disarmed house, but in the way of arming.
1:00      Hall motion is covered
          -> wires nothing
1:10      Ana types A and her PIN
          -> station 5 area.arm_refused: house
1:20      Hall motion is free again
          -> wires lamp_ready
* A puddle behind the washing machine.
1:30      Kitchen floor trips
          -> wires lamp_alarm
          -> station 6 alarm.water: house, Kitchen floor
1:40      Kitchen floor rests
          -> wires lamp_ready
          -> station 7 restore.water: house, Kitchen floor
* Armed, and the siren sounds: its line is watched, and never taken for cut while it sounds.
2:00      Ana types A and her PIN
          -> house: exit, total
          -> wires lamp_armed
3:05      time passes
          -> house: armed, total
          -> station 8 area.armed: house
3:10      Living room window opens
          -> house: alarm, total
          -> wires siren strobe lamp_armed lamp_alarm
          -> station 9 alarm.intrusion: house, Living room window
6:15      time passes
          -> house: armed, total
          -> wires strobe lamp_armed lamp_alarm
* Cut at rest it is a tamper, with a second siren if there is one; mended under its noise, it is told when that has ended.
6:20      Siren outside's wires are cut
          -> house: alarm, total
          -> wires siren strobe lamp_armed lamp_alarm
          -> station 10 alarm.tamper: house, Siren outside
          -> station 11 alarm.confirmed: house, Siren outside
6:25      Siren outside's wires are mended
6:30      Ana types her PIN
          -> house: idle, disarmed
          -> wires lamp_alarm
          -> station 13 alarm.cancelled: house
          -> station 12 area.disarmed: house
6:40      time passes
          -> station 14 restore.tamper: house, Siren outside
6:40      Living room window closes
          -> wires lamp_ready lamp_alarm
          -> station 15 restore.intrusion: house, Living room window
6:50      Ana types her PIN
          -> wires lamp_ready
* Half of the loops have nobody who measures them: one trouble, and zones of which nothing is known.
7:00      converter loops_a is pulled out
7:05      time passes
          -> wires nothing
          -> station 16 trouble.raised: device
7:15      time passes
          -> station 17 trouble.zone_fault: house, Front door
          -> station 18 trouble.zone_fault: house, Hall motion
          -> station 19 trouble.zone_fault: house, Living room window
          -> station 20 trouble.zone_fault: house, Kitchen window
7:15      converter loops_a is put back
7:20      time passes
          -> wires lamp_ready
          -> station 22 restore.zone_fault: house, Front door
          -> station 23 restore.zone_fault: house, Living room window
          -> station 24 restore.zone_fault: house, Kitchen window
          -> station 25 restore.zone_fault: house, Hall motion
          -> station 21 restore.trouble: device
