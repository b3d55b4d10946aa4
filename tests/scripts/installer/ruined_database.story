# A ruined database: armed from the second copy, told in a new epoch, and disarmed by the old code
stage: wires

0:10      Ana shows the blue tag
          -> house: exit, total
          -> garage: exit, total
          -> wires lamp_armed
1:30      time passes
          -> house: armed, total
          -> garage: armed, total
          -> station 3 area.armed: house
          -> station 4 area.armed: garage
2:00      the power goes
2:30      the database is ruined
3:00      alarmd starts
          -> station 1 panel.epoch
          -> station 2 panel.booted
          -> station 3 trouble.raised: restored_from_copy
4:00      Ana types her PIN
          -> house: idle, disarmed
          -> garage: idle, disarmed
          -> wires lamp_ready
          -> station 4 area.disarmed: house
          -> station 5 area.disarmed: garage
