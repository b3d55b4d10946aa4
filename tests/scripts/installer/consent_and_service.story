# The installer: out without consent, in for an hour, service mutes tampers, and all ends with the hour
house: standard

0:00      the installer begins service
          -> answer error no_permission
          -> beeps refused
1:00      Ana lets the installer in for 1 h
          -> report installer.consent_given: (3600000 ms), by Ana at the keypad
          -> answer ok
1:10      the installer begins service
          -> report test.begun: (service), by installer at the keypad
          -> answer ok
2:00      Panel box trips
          -> report alarm.tamper: house, Panel box, tamper, test
          -> shows nothing
2:10      Panel box rests
          -> report restore.tamper: house, Panel box, test
          -> shows lamps ready
* Nothing but tampers is muted.
3:00      Smoke trips
          -> report alarm.fire: house, Smoke, fire
          -> shows siren fire, strobe, sounder fire, lamps alarm
3:10      Smoke rests
          -> report restore.fire: house, Smoke
          -> shows lamps ready
4:00      the installer bypasses Study
          -> report zone.bypassed: house, Study, once, by installer at the keypad
          -> answer ok
5:00      the installer arms total in house
          -> report area.arm_refused: house, no_permission, total, by installer at the keypad
          -> answer error no_permission
          -> beeps refused
5:10      the installer disarms
          -> answer error no_permission
          -> beeps refused
1:01:00   time passes
          -> report installer.consent_ended
          -> report test.ended: consent_ended, (service), by installer
2:00:00   Ana lets the installer in for 2 h
          -> report installer.consent_given: (7200000 ms), by Ana at the keypad
          -> answer ok
2:10:00   Ana sends the installer away
          -> report installer.consent_ended: by Ana
          -> answer ok
2:20:00   Ana lets the installer in for 3 h
          -> answer error invalid
          -> beeps refused
