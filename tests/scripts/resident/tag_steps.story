# A tag, shown again and again: total, partial, night; later it disarms, with the PIN
house: standard

0:00      Ana shows a tag
          -> house: exit, total
          -> annex: exit, total
          -> shows sounder slow_beeps, lamps armed
          -> answer ok
0:02      Ana shows a tag
          -> house: exit, partial
          -> answer ok
0:04      Ana shows a tag
          -> house: exit, night
          -> answer ok
* Too late to step: the tag asks for its PIN, and the PIN counts as the tag.
0:10      Ana shows a tag
0:15      Ana disarms
          -> report area.disarmed: house, night, by Ana by tag
          -> report area.disarmed: annex, total, by Ana by tag
          -> house: disarmed
          -> annex: disarmed
          -> shows lamps ready
          -> answer ok
