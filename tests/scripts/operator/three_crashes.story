# Three broken ends within a minute: the fourth start takes the second copy, armed, says so, and can be disarmed
stage: wires

0:10      Ana types A and her PIN
          -> house: exit, total
          -> garage: exit, total
          -> wires lamp_armed
1:30      time passes
          -> house: armed, total
          -> garage: armed, total
          -> station 3 area.armed: house
          -> station 4 area.armed: garage
2:00      alarmd meets what can never be
2:02      alarmd starts
          -> station 5 panel.booted
2:10      alarmd meets what can never be
2:12      alarmd starts
          -> station 6 panel.booted
2:20      alarmd meets what can never be
2:22      alarmd starts
          -> station 1 panel.epoch
          -> station 2 panel.booted
          -> station 3 trouble.raised: restored_from_copy
          -> station 4 trouble.raised: event_set_aside
3:00      Living room window opens
          -> house: alarm, total
          -> wires siren strobe lamp_armed lamp_alarm
          -> station 5 alarm.intrusion: house, Living room window
3:10      Ana types her PIN
          -> house: idle, disarmed
          -> garage: idle, disarmed
          -> wires lamp_alarm
          -> station 7 alarm.cancelled: house
          -> station 6 area.disarmed: house
          -> station 8 area.disarmed: garage
