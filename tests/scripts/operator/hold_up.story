# A hold-up: told to the station, and to be seen nowhere
house: standard

0:00      Hold-up button trips
          -> report alarm.hold_up: house, Hold-up button, hold_up
* It keeps nobody from arming, who would see why.
0:10      the panel lists what is in the way of total in house
          -> in the way: nothing
0:20      Hold-up button rests
          -> report restore.hold_up: house, Hold-up button
