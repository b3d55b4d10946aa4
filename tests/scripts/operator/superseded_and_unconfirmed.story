# A test from afar is superseded by whoever arms in the house; over a restart nobody can say
house: standard

0:00      Ana asks for a test on the page as t1
0:05      Ana bypasses Study on the page as b1
          -> answer to b1 busy with test, for 5 s already
0:10      Ana arms total in house, with no exit time
          -> report area.armed: house, total, by Ana at the keypad
          -> house: armed, total
          -> shows lamps armed
          -> answer to t1 superseded
          -> answer ok
0:20      t1 is delivered
1:00      Ana asks for a clip on the page as c1
1:05      the panel stops
1:07      the panel starts again
          -> report panel.booted: start, (2000 ms)
          -> answer to c1 unconfirmed
1:10      Ana asks for an image on the page as p1
1:20      p1 is delivered
          -> answer to p1 ok
