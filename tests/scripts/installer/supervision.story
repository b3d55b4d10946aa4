# A detector that nobody has passed for too long is suspect, and cleared when it moves
house: standard
with: Living room is supervised for 24 h

12:00:00  Living room trips
          -> shows nothing
12:00:01  Living room rests
          -> shows lamps ready
36:00:01  time passes
          -> report trouble.zone_inactive: house, Living room
40:00:00  Living room trips
          -> report restore.zone_inactive: house, Living room
          -> shows nothing
40:00:01  Living room rests
          -> shows lamps ready
