# 5. A picture is being fetched: the page hears "busy", the tag does not wait, and the picture times out
house: standard
not yet: the camera, and the late picture that is kept

0:00      Ana arms total in house, with no exit time
          -> report area.armed: house, total, by Ana at the keypad
          -> house: armed, total
          -> shows lamps armed
          -> answer ok
1:00      Ana asks for an image on the page as p1
1:10      Ana arms night in house on the page as a1
          -> answer to a1 busy with image, for 10 s already
1:15      Ana asks for an image on the page as p2
          -> answer to p2 busy with image, for 15 s already
* The same request again is no second one.
1:20      Ana asks for an image on the page as p1
* A tag that cannot be copied disarms at once, and the picture goes on.
1:30      Ana shows a tag that cannot be copied
          -> report area.disarmed: house, total, by Ana by tag
          -> house: disarmed
          -> shows lamps ready
          -> answer ok
3:29.999  time passes
3:30      time passes
          -> answer to p1 error timeout
3:31      p1 is delivered
