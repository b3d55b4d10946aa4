# 11. SOS while disarmed, while a request is under way, and with every path to the station down
house: standard
with: paths mqtt and sms; cameras look at any time

0:00      trouble station_path (mqtt) begins
          -> report trouble.raised: trouble station_path, (mqtt)
0:01      trouble station_path (sms) begins
          -> report trouble.raised: trouble station_path, (sms)
          -> shows nothing
0:10      Ana asks for an image on the page as p1
0:20      somebody calls for help: sos
          -> report alarm.sos: sos, somebody at the keypad
          -> shows siren steady, strobe, sounder steady, lamps alarm
* Nothing of it waited for the picture.
0:30      p1 is delivered
          -> answer to p1 ok
0:40      Ana disarms
          -> report alarm.silenced: silenced_by_user, (panic), by Ana at the keypad
          -> shows nothing
          -> answer ok
