# A disarm by message while a test from afar runs: the test goes on
house: standard

0:00      Ana arms total in house, with no exit time
          -> report area.armed: house, total, by Ana at the keypad
          -> house: armed, total
          -> shows lamps armed
          -> answer ok
1:00      Ana asks for a test on the page as t1
1:10      Ana disarms house by message as m1
          -> report area.disarmed: house, total, by Ana by message
          -> house: disarmed
          -> shows lamps ready
          -> answer to m1 ok
1:20      t1 is delivered
          -> answer to t1 ok
