# Two keys for panic, medical and fire: no code is asked, and the most urgent is heard
house: standard

0:00      somebody calls for help: medical
          -> report alarm.medical: medical, somebody at the keypad
          -> shows sounder medical, lamps ready alarm
0:10      Ana calls for help: panic on the page
          -> report alarm.panic: panic, by Ana on the page
          -> shows siren steady, strobe, sounder steady, lamps ready alarm
0:20      somebody calls for help: fire
          -> report alarm.fire: fire, somebody at the keypad
          -> shows siren fire, strobe, sounder fire, lamps ready alarm
0:30      Ana disarms
          -> report alarm.silenced: silenced_by_user, (fire), by Ana at the keypad
          -> report alarm.silenced: silenced_by_user, (medical), by Ana at the keypad
          -> report alarm.silenced: silenced_by_user, (panic), by Ana at the keypad
          -> shows lamps ready
          -> answer ok
