# 9. Wrong codes on the page lock the page; the keypad, the tag and the cry for help do not notice
house: standard
not yet: passwords, five failures of an account, unlocking by passphrase, sessions

0:00      Ana arms total in house, with no exit time
          -> report area.armed: house, total, by Ana at the keypad
          -> house: armed, total
          -> shows lamps armed
          -> answer ok
1:00      somebody gives a wrong code on the page as w1
          -> report code.wrong: somebody on the page
          -> answer to w1 error wrong_code
1:01      somebody gives a wrong code on the page as w2
          -> report code.wrong: somebody on the page
          -> answer to w2 error wrong_code
1:02      somebody gives a wrong code on the page as w3
          -> report code.wrong: somebody on the page
          -> report code.locked: somebody on the page
          -> answer to w3 error wrong_code
* Locked: right and wrong are answered alike.
1:10      Ana disarms on the page as d1
          -> answer to d1 error locked
1:11      somebody gives a wrong code on the page as w4
          -> answer to w4 error locked
* The keypad knows nothing of it.
1:12      Ana disarms
          -> report area.disarmed: house, total, by Ana at the keypad
          -> house: disarmed
          -> shows lamps ready
          -> answer ok
2:32      Ana arms total in house on the page as a1, with no exit time
          -> report area.armed: house, total, by Ana on the page
          -> house: armed, total
          -> shows lamps armed
          -> answer to a1 ok
