# A key in the gatepost arms with an exit time, and disarms
house: standard

0:00      Key by the gate trips
          -> house: exit, total
          -> shows sounder slow_beeps, lamps armed
          -> answer ok
0:01      Key by the gate rests
0:50      time passes
          -> shows sounder fast_beeps, lamps armed
1:00      time passes
          -> report area.armed: house, total, by keyswitch-20 by key
          -> house: armed, total
          -> shows lamps armed
* Broken wires are no key.
2:00      Key by the gate fails
          -> report trouble.zone_fault: house, Key by the gate, (fault)
          -> shows sounder trouble, lamps armed
2:10      Key by the gate rests
          -> report restore.zone_fault: house, Key by the gate, (secure)
          -> shows lamps armed
5:00      Key by the gate trips
          -> report area.disarmed: house, total, by keyswitch-20 by key
          -> house: disarmed
          -> shows lamps ready
          -> answer ok
