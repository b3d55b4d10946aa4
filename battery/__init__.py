"""Battery: charge and hours left, chemistry profiles, what mains and battery together mean.

Pure: no clock, no I/O. See README.md in this folder.
"""
