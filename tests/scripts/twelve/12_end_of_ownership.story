# 12. The house changes hands and the panel is taken out of service: both are told
house: standard
not yet: the erasing of people, codes, tags, words, pictures and keys

0:00      Ana changes transferred of Ana
          -> report people.changed: transferred, (Ana), by Ana at the keypad
1:00      Ana changes decommissioned of Ana
          -> report people.changed: decommissioned, (Ana), by Ana at the keypad
