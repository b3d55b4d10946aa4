# 6. A stolen tag: disabled, shown, and the house stays armed
house: standard
not yet: the picture of who showed it; the notice to the household

0:00      Ana changes tag of Rui on the page
          -> report people.changed: tag, (Rui), by Ana on the page
0:10      Ana arms total in house, with no exit time
          -> report area.armed: house, total, by Ana at the keypad
          -> house: armed, total
          -> shows lamps armed
          -> answer ok
5:00      Rui shows a disabled tag
          -> report tag.disabled: (hall), by Rui by tag
          -> answer error no_permission
          -> beeps refused
5:10      somebody shows an unknown tag
          -> report tag.unknown: (hall)
          -> beeps refused
* A tag that is watched works, and is told.
6:00      Ana shows a watched tag that cannot be copied
          -> report tag.watched: (hall), by Ana by tag
          -> report area.disarmed: house, total, by Ana by tag
          -> house: disarmed
          -> shows lamps ready
          -> answer ok
