# 10. The administrator: gives a right, blocks somebody, hands the house over; each is told
house: standard
not yet: invitations of 72 h, sessions that end, the hand-over itself with a crash in the middle

0:00      Kitchen window opens
          -> shows nothing
0:10      Rui arms total in house, with no exit time
          -> report area.arm_refused: house, not_ready, total, zones Kitchen window, by Rui at the keypad
          -> answer error not_ready, zones Kitchen window
          -> beeps refused
1:00      Ana grants Rui forcing
          -> report people.changed: rights, (Rui), by Ana on the page
1:10      Rui arms total in house, with no exit time
          -> report area.arm_refused: house, not_ready, total, zones Kitchen window, by Rui at the keypad
          -> answer error not_ready, zones Kitchen window, may be forced with token-2
          -> beeps refused
1:20      Rui arms total in house, with no exit time, forcing with token-2
          -> report zone.bypassed: house, Kitchen window, forced, by Rui at the keypad
          -> report area.armed: house, total, zones Kitchen window, by Rui at the keypad
          -> house: armed, total
          -> shows lamps armed
          -> answer ok
2:00      Ana changes blocked of Rui on the page
          -> report people.changed: blocked, (Rui), by Ana on the page
3:00      Ana changes handed_over of Rui on the page
          -> report people.changed: handed_over, (Rui), by Ana on the page
