# 7. Power: a dip, a cut of a quarter of an hour, a night and an empty battery, and back armed
stage: wires
not yet: the notices to the residents

0:05      Kitchen window opens
          -> wires nothing
0:10      Ana types A and her PIN
          -> station 3 area.arm_refused: house
0:20      Ana types D and her PIN
          -> house: exit, total
          -> garage: exit, total
          -> wires lamp_armed
          -> station 4 zone.bypassed: house, Kitchen window
1:40      time passes
          -> house: armed, total
          -> garage: armed, total
          -> station 5 area.armed: house
          -> station 6 area.armed: garage
* A dip of twenty seconds is nobody's business.
1:00:00   the mains are cut
1:00:20   the mains are back
1:10:00   time passes
* A quarter of an hour is told, after ten minutes and this panel's own share of five more.
2:00:00   the mains are cut
2:15:00   time passes
          -> station 7 trouble.raised: mains
2:15:00   the mains are back
2:15:10   time passes
          -> station 8 restore.trouble: mains
2:20:00   the battery is worn: it gives half of what its label says
* Nearly five hours on what is left of the battery: told when it is nearly empty, and with the last word at its end.
3:00:00   the mains are cut
3:20:00   time passes
          -> station 9 trouble.raised: mains
7:00:00   time passes
          -> station 10 trouble.raised: battery_low
7:50:00   time passes
          -> station 11 panel.stopping
8:30:00   the power goes
* It comes back as it was: armed, and with the window left out that was.
16:00:00  the mains are back
16:00:10  alarmd starts
          -> station 12 panel.booted
16:00:30  time passes
          -> station 13 restore.trouble: mains
16:05:00  Kitchen window closes
16:06:00  Kitchen window opens
16:10:00  Living room window opens
          -> house: alarm, total
          -> wires siren strobe lamp_armed lamp_alarm
          -> station 14 alarm.intrusion: house, Living room window
16:10:20  Ana types her PIN
          -> house: idle, disarmed
          -> garage: idle, disarmed
          -> wires lamp_alarm
          -> station 16 alarm.cancelled: house
          -> station 15 area.disarmed: house
          -> station 17 zone.unbypassed: house, Kitchen window
          -> station 18 area.disarmed: garage
23:00:00  time passes
          -> station 19 restore.trouble: battery_low
