# Three wrong codes lock the keypad, longer each time; tags and cries for help go on
house: standard

0:00      Ana arms total in house, with no exit time
          -> report area.armed: house, total, by Ana at the keypad
          -> house: armed, total
          -> shows lamps armed
          -> answer ok
1:00      somebody gives a wrong code
          -> report code.wrong: somebody at the keypad
          -> answer error wrong_code
          -> beeps refused
1:10      somebody gives a wrong code
          -> report code.wrong: somebody at the keypad
          -> answer error wrong_code
          -> beeps refused
1:20      somebody gives a wrong code
          -> report code.wrong: somebody at the keypad
          -> report code.locked: somebody at the keypad
          -> answer error wrong_code
          -> beeps refused
1:30      Ana disarms
          -> answer error locked
          -> beeps refused
1:40      somebody calls for help: panic
          -> report alarm.panic: panic, somebody at the keypad
          -> shows siren steady, strobe, sounder steady, lamps armed alarm
* A PIN behind one's own tag counts also now.
2:00      Ana shows a tag
2:05      Ana disarms house
          -> report alarm.silenced: silenced_by_user, (panic), by Ana by tag
          -> report area.disarmed: house, total, by Ana by tag
          -> house: disarmed
          -> shows lamps ready
          -> answer ok
