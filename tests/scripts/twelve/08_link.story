# 8. The link is cut for an hour, with alarms in it: all of them arrive, once, in their order
stage: wires
not yet: the second path; the daily test that the station would miss

0:10      Ana types A and her PIN
          -> house: exit, total
          -> garage: exit, total
          -> wires lamp_armed
1:30      time passes
          -> house: armed, total
          -> garage: armed, total
          -> station 3 area.armed: house
          -> station 4 area.armed: garage
2:00      the link is cut
5:00      Living room window opens
          -> house: alarm, total
          -> wires siren strobe lamp_armed lamp_alarm
6:00      Living room window closes
9:00      time passes
          -> house: armed, total
          -> wires strobe lamp_armed lamp_alarm
10:00     Living room window opens
          -> house: alarm, total
          -> wires siren strobe lamp_armed lamp_alarm
11:00     Living room window closes
14:00     time passes
          -> house: armed, total
          -> wires strobe lamp_armed lamp_alarm
30:00     Ana types her PIN
          -> house: idle, disarmed
          -> garage: idle, disarmed
          -> wires lamp_ready lamp_alarm
* In the middle of it alarmd is killed and starts again.
40:00     alarmd is killed
40:01     alarmd starts
* Alarms and what belongs to them go first; each class keeps its order; nothing is there twice.
1:02:00   the link is back, and delivers everything twice
          -> station 5 alarm.intrusion: house, Living room window
          -> station 6 restore.intrusion: house, Living room window
          -> station 7 alarm.intrusion: house, Living room window
          -> station 8 restore.intrusion: house, Living room window
          -> station 9 area.disarmed: house
          -> station 10 area.disarmed: garage
          -> station 11 panel.booted
1:03:00   time passes
