# A guest to whom nobody gave anything: refused, but a fire they may silence and help they may call
house: standard

0:00      the guest arms total in house
          -> report area.arm_refused: house, no_permission, total, by guest at the keypad
          -> answer error no_permission
          -> beeps refused
0:10      the guest disarms
          -> answer error no_permission
          -> beeps refused
0:20      the guest bypasses Kitchen window
          -> answer error no_permission
          -> beeps refused
1:00      Smoke trips
          -> report alarm.fire: house, Smoke, fire
          -> shows siren fire, strobe, sounder fire, lamps alarm
1:10      the guest disarms
          -> report alarm.silenced: house, Smoke, silenced_by_user, (fire), by guest at the keypad
          -> shows lamps alarm
          -> answer error no_permission
          -> beeps refused
