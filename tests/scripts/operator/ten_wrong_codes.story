# Somebody tries all night: longer and longer locks, and ten in a day are a tamper
house: standard

0:00      somebody gives a wrong code
          -> report code.wrong: somebody at the keypad
          -> answer error wrong_code
          -> beeps refused
0:01      somebody gives a wrong code
          -> report code.wrong: somebody at the keypad
          -> answer error wrong_code
          -> beeps refused
0:02      somebody gives a wrong code
          -> report code.wrong: somebody at the keypad
          -> report code.locked: somebody at the keypad
          -> answer error wrong_code
          -> beeps refused
1:31      somebody gives a wrong code
          -> answer error locked
          -> beeps refused
1:32      somebody gives a wrong code
          -> report code.wrong: somebody at the keypad
          -> answer error wrong_code
          -> beeps refused
1:33      somebody gives a wrong code
          -> report code.wrong: somebody at the keypad
          -> answer error wrong_code
          -> beeps refused
1:34      somebody gives a wrong code
          -> report code.wrong: somebody at the keypad
          -> report code.locked: somebody at the keypad
          -> answer error wrong_code
          -> beeps refused
* The lock outlives a restart.
2:00      the panel stops
2:02      the panel starts again
          -> report panel.booted: start, (2000 ms)
4:33      Ana disarms
          -> answer error locked
          -> beeps refused
4:34      somebody gives a wrong code
          -> report code.wrong: somebody at the keypad
          -> answer error wrong_code
          -> beeps refused
4:35      somebody gives a wrong code
          -> report code.wrong: somebody at the keypad
          -> answer error wrong_code
          -> beeps refused
4:36      somebody gives a wrong code
          -> report code.wrong: somebody at the keypad
          -> report code.locked: somebody at the keypad
          -> answer error wrong_code
          -> beeps refused
10:36     somebody gives a wrong code
          -> report code.wrong: somebody at the keypad
          -> report tamper.code: somebody at the keypad
          -> answer error wrong_code
          -> beeps refused
